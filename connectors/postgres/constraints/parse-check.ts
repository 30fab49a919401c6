import {
  type CheckTest,
  type CheckValue,
  type CompareOperator,
  compareOperators,
} from '#connectors/kit/target-constraints.ts';

/** What is not understood; it never leaves this file. */
class Unreadable extends Error {}

const token =
  /\s*(?:('(?:[^']|'')*')|("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|([a-z_][a-z0-9_$]*)|(::|<>|<=|>=|!~~\*|!~~|~~\*|~~|!~|[=<>(),[\]~.+*/%|-]))/iy;

/**
 * Reads a condition as PostgreSQL writes it back (`pg_get_constraintdef`); null where it has anything that is not sure to
 * mean the same elsewhere. `fieldOf` answers the field of a column, undefined for columns that get none.
 */
export function parseCheck(text: string, fieldOf: (column: string) => string | undefined): CheckTest | null {
  try {
    const parser = new CheckParser(tokenize(text), fieldOf);
    const test = parser.readTest();
    parser.expectEnd();
    return test;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const found = token.exec(text);
    if (found === null) throw new Unreadable();
    tokens.push(found[0].trim());
  }
  return tokens;
}

const calls: Readonly<Record<string, 'length' | 'lower' | 'upper' | 'trim' | 'abs'>> = {
  length: 'length',
  char_length: 'length',
  character_length: 'length',
  lower: 'lower',
  upper: 'upper',
  btrim: 'trim',
  abs: 'abs',
};

const textTypes = ['text', 'character', 'varchar', 'bpchar', 'citext'];
const numberTypes = ['numeric', 'integer', 'bigint', 'smallint', 'double', 'real'];

class CheckParser {
  private readonly tokens: readonly string[];
  private readonly fieldOf: (column: string) => string | undefined;
  private place = 0;

  constructor(tokens: readonly string[], fieldOf: (column: string) => string | undefined) {
    this.tokens = tokens;
    this.fieldOf = fieldOf;
  }

  readTest(): CheckTest {
    return this.readList('OR', 'any', () => this.readList('AND', 'all', () => this.readOne()));
  }

  expectEnd(): void {
    if (this.place < this.tokens.length) throw new Unreadable();
  }

  private readList(word: string, kind: 'all' | 'any', read: () => CheckTest): CheckTest {
    const tests = [read()];
    while (this.take(word)) tests.push(read());
    return tests.length === 1 && tests[0] !== undefined ? tests[0] : { kind, tests };
  }

  private readOne(): CheckTest {
    if (this.take('NOT')) return { kind: 'not', test: this.readOne() };
    const start = this.place;
    if (this.take('(')) {
      // A bracket opens a condition or a value; only what follows tells.
      const test = this.attempt(() => {
        const inner = this.readTest();
        this.expect(')');
        return this.comparesNext() ? null : inner;
      });
      if (test !== null) return test;
      this.place = start;
    }
    return this.readComparison(this.readValue());
  }

  private comparesNext(): boolean {
    const next = this.tokens[this.place] ?? '';
    return /^(::|[=<>!~]|[-+*/%])/.test(next) || next.toUpperCase() === 'IS';
  }

  private readComparison(value: CheckValue): CheckTest {
    const operator = (this.tokens[this.place] ?? '').toUpperCase();
    if (operator === 'IS') return this.readBlank(value);
    if (['~~', '~~*', '!~~', '!~~*', '~', '!~'].includes(operator)) return this.readPattern(value, operator);
    if (!compareOperators.some((known) => known === operator)) {
      if (value.kind === 'field') throw new Unreadable();
      throw new Unreadable();
    }
    this.place += 1;
    const list = this.readArray(operator);
    if (list !== null) {
      const among: CheckTest = { kind: 'among', value, values: list };
      return operator === '=' ? among : { kind: 'not', test: among };
    }
    return { kind: 'compare', operator: operator as CompareOperator, left: value, right: this.readValue() };
  }

  private readBlank(value: CheckValue): CheckTest {
    this.expect('IS');
    const isNegated = this.take('NOT');
    this.expect('NULL');
    const test: CheckTest = { kind: 'blank', value };
    return isNegated ? { kind: 'not', test } : test;
  }

  private readPattern(value: CheckValue, operator: string): CheckTest {
    this.place += 1;
    const pattern = this.readValue();
    if (pattern.kind !== 'text') throw new Unreadable();
    const isLike = operator.includes('~~');
    // Escapes and what only one of two regular languages knows are left alone.
    if (isLike ? pattern.value.includes('\\') : /\(\?|\\[^.dDwWsS+*?()[\]{}|^$/\\-]|\[\[/.test(pattern.value))
      throw new Unreadable();
    const test: CheckTest = isLike
      ? { kind: 'like', value, pattern: pattern.value, ignoreCase: operator.endsWith('*') }
      : { kind: 'matches', value, pattern: pattern.value };
    return operator.startsWith('!') ? { kind: 'not', test } : test;
  }

  /** `ANY (ARRAY[…])` after `=`, `ALL (ARRAY[…])` after `<>`. */
  private readArray(operator: string): CheckValue[] | null {
    const word = operator === '=' ? 'ANY' : operator === '<>' ? 'ALL' : null;
    if (word === null || !this.take(word)) return null;
    this.expect('(');
    const isWrapped = this.take('(');
    this.expect('ARRAY');
    this.expect('[');
    const values = [this.readValue()];
    while (this.take(',')) values.push(this.readValue());
    this.expect(']');
    if (isWrapped) this.expect(')');
    while (this.take('::')) this.readType();
    this.expect(')');
    return values;
  }

  private readValue(): CheckValue {
    let value = this.readPlainValue();
    while (this.take('::')) value = castValue(value, this.readType());
    return value;
  }

  private readPlainValue(): CheckValue {
    const next = this.tokens[this.place];
    if (next === undefined) throw new Unreadable();
    this.place += 1;
    if (next === '(') {
      const value = this.readValue();
      this.expect(')');
      return value;
    }
    if (next === '-') {
      const value = this.readPlainValue();
      if (value.kind !== 'number') throw new Unreadable();
      return { kind: 'number', value: `-${value.value}` };
    }
    if (next.startsWith("'")) return { kind: 'text', value: next.slice(1, -1).replaceAll("''", "'") };
    if (/^\d/.test(next)) return { kind: 'number', value: next };
    if (/^(true|false)$/i.test(next)) return { kind: 'truth', value: next.toLowerCase() === 'true' };
    const call = Object.hasOwn(calls, next) ? calls[next] : undefined;
    if (this.tokens[this.place] === '(') {
      if (call === undefined) throw new Unreadable();
      this.place += 1;
      const of = this.readValue();
      this.expect(')');
      return { kind: 'call', name: call, of };
    }
    const column = next.startsWith('"') ? next.slice(1, -1).replaceAll('""', '"') : next;
    const field = /^[a-z_"]/i.test(next) ? this.fieldOf(column) : undefined;
    if (field === undefined) throw new Unreadable();
    return { kind: 'field', name: field };
  }

  /** The first word of a type; the rest of it, lengths and brackets, changes nothing here. */
  private readType(): string {
    const word = this.tokens[this.place] ?? '';
    if (!/^[a-z_]/i.test(word)) throw new Unreadable();
    this.place += 1;
    while (/^(varying|precision|without|with|time|zone)$/i.test(this.tokens[this.place] ?? '')) this.place += 1;
    if (this.take('[')) this.expect(']');
    return word.toLowerCase();
  }

  private attempt<Result>(read: () => Result): Result | null {
    try {
      return read();
    } catch (error) {
      if (error instanceof Unreadable) return null;
      throw error;
    }
  }

  private take(word: string): boolean {
    if (this.tokens[this.place]?.toUpperCase() !== word) return false;
    this.place += 1;
    return true;
  }

  private expect(word: string): void {
    if (!this.take(word)) throw new Unreadable();
  }
}

/** A literal becomes what it is called; a field stays what it is among texts or numbers. */
function castValue(value: CheckValue, type: string): CheckValue {
  if (value.kind === 'text') {
    if (textTypes.includes(type)) return value;
    if (numberTypes.includes(type) && /^-?\d+(\.\d+)?$/.test(value.value)) return { ...value, kind: 'number' };
    if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value.value)) return { ...value, kind: 'date' };
    throw new Unreadable();
  }
  if (value.kind === 'number' && numberTypes.includes(type)) return value;
  if ((value.kind === 'field' || value.kind === 'call') && (textTypes.includes(type) || numberTypes.includes(type)))
    return value;
  throw new Unreadable();
}
