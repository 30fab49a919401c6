/*
 * The engine compiles patterns when a query starts and one bad pattern fails the whole run, so only patterns that are
 * certain to compile pass. Accepted is a subset of RE2: no look-around, no back-references, and a size limit.
 */

export interface PatternProblem {
  readonly code: 'pattern_invalid' | 'pattern_too_big';
  readonly params: { readonly position: number };
}

const maxPatternLength = 500;
const maxWeight = 10_000;
const maxRepeat = 1_000;
const maxGroupDepth = 20;
const unicodeClassWeight = 60;
const wideClassWeight = 10;

const escapeClasses = 'dDwWsS';
const escapeAnchors = 'bBAz';
const escapeControls = 'tnrfv';
const unicodeClasses = ['L', 'Lu', 'Ll', 'M', 'N', 'Nd', 'P', 'S', 'Sc', 'Z', 'Latin', 'Greek', 'Cyrillic'];

/** How large the compiled pattern gets, and the largest product of nested repetition counts. */
interface Size {
  readonly weight: number;
  readonly repeat: number;
}

/** Counts the capturing groups of a pattern, or says where it stops being one. Positions count from 1. */
export function checkPattern(pattern: string): { groups: number } | PatternProblem {
  if (pattern.length > maxPatternLength) return { code: 'pattern_too_big', params: { position: maxPatternLength + 1 } };
  const reader = new PatternReader(pattern);
  try {
    reader.readAll();
    return { groups: reader.groups };
  } catch (failure) {
    if (failure instanceof PatternFailure) return failure.problem;
    throw failure;
  }
}

class PatternFailure extends Error {
  readonly problem: PatternProblem;

  constructor(code: PatternProblem['code'], position: number) {
    super(code);
    this.problem = { code, params: { position: position + 1 } };
  }
}

class PatternReader {
  groups = 0;
  private readonly pattern: string;
  private position = 0;
  private depth = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  readAll(): void {
    if (this.pattern.startsWith('(?i)')) this.position = 4;
    this.readAlternatives();
    if (this.position < this.pattern.length) this.fail();
  }

  private readAlternatives(): Size {
    let weight = 0;
    let repeat = 1;
    while (this.position < this.pattern.length && this.current() !== ')') {
      if (this.take('|')) {
        weight += 1;
        continue;
      }
      const size = this.readRepeated();
      weight += size.weight;
      repeat = Math.max(repeat, size.repeat);
      if (weight > maxWeight) this.fail('pattern_too_big');
    }
    return { weight, repeat };
  }

  private readRepeated(): Size {
    const anchor = this.take('^') || this.take('$');
    const escaped = this.pattern[this.position + 1] ?? '';
    const escapedAnchor = this.current() === '\\' && escaped !== '' && escapeAnchors.includes(escaped);
    if (escapedAnchor) this.position += 2;
    if (anchor || escapedAnchor) {
      if ('*+?{'.includes(this.current() || ' ')) this.fail();
      return { weight: 1, repeat: 1 };
    }
    const atom = this.readAtom();
    const count = this.readQuantifier();
    if (count === undefined) return atom;
    if ('*+?{'.includes(this.current() || ' ')) this.fail();
    const repeat = atom.repeat * Math.max(1, count);
    if (repeat > maxRepeat) this.fail('pattern_too_big');
    return { weight: (atom.weight + 1) * Math.max(2, count), repeat };
  }

  /** The highest count of a quantifier, 1 for open ones, undefined where there is none. */
  private readQuantifier(): number | undefined {
    let count: number | undefined;
    if (this.take('*') || this.take('+') || this.take('?')) count = 1;
    else if (this.current() === '{') {
      const match = /^\{(\d{1,4})(?:,(\d{0,4}))?\}/.exec(this.pattern.slice(this.position));
      if (!match) this.fail();
      const [whole = '', lowest = '0', highest] = match ?? [];
      const limit = Number(highest || lowest);
      if (limit < Number(lowest)) this.fail();
      if (limit > maxRepeat) this.fail('pattern_too_big');
      this.position += whole.length;
      count = limit;
    }
    if (count !== undefined) this.take('?');
    return count;
  }

  private readAtom(): Size {
    const character = this.current();
    if (character === '(') return this.readGroup();
    if (character === '[') return { weight: this.readClass(), repeat: 1 };
    if (character === '\\') return { weight: this.readEscape().weight, repeat: 1 };
    if ('*+?{}]'.includes(character)) this.fail();
    this.position += String.fromCodePoint(this.pattern.codePointAt(this.position) ?? 0).length;
    return { weight: character === '.' ? wideClassWeight : 4, repeat: 1 };
  }

  private readGroup(): Size {
    this.position += 1;
    this.depth += 1;
    if (this.depth > maxGroupDepth) this.fail('pattern_too_big');
    if (this.current() === '?') {
      if (!this.take('?:')) this.fail();
    } else this.groups += 1;
    const size = this.readAlternatives();
    if (!this.take(')')) this.fail();
    this.depth -= 1;
    return { weight: size.weight + 2, repeat: size.repeat };
  }

  private readClass(): number {
    this.position += 1;
    let weight = this.take('^') ? wideClassWeight : 1;
    let members = 0;
    while (this.current() !== ']') {
      const first = this.readClassMember();
      weight += first.weight;
      members += 1;
      if (this.current() !== '-' || this.pattern[this.position + 1] === ']') continue;
      this.position += 1;
      const last = this.readClassMember();
      if (first.code === undefined || last.code === undefined || last.code < first.code) this.fail();
      weight += wideClassWeight;
    }
    if (members === 0) this.fail();
    this.position += 1;
    return weight;
  }

  private readClassMember(): { weight: number; code?: number } {
    const character = this.current();
    if (character === '' || character === '[') this.fail();
    if (character === '\\') return this.readEscape();
    const code = this.pattern.codePointAt(this.position) ?? 0;
    this.position += String.fromCodePoint(code).length;
    return { weight: 2, code };
  }

  private readEscape(): { weight: number; code?: number } {
    const unicode = /^\\[pP]\{(\w+)\}/.exec(this.pattern.slice(this.position));
    if (unicode) {
      if (!unicodeClasses.includes(unicode[1] ?? '')) this.fail();
      this.position += unicode[0].length;
      return { weight: unicodeClassWeight };
    }
    const escaped = this.pattern[this.position + 1] ?? '';
    const isClass = escaped !== '' && escapeClasses.includes(escaped);
    const isControl = escaped !== '' && escapeControls.includes(escaped);
    if (!isClass && !isControl && !/^[!-/:-@[-`{-~]$/.test(escaped)) this.fail();
    this.position += 2;
    if (isClass) return { weight: wideClassWeight };
    return { weight: 1, code: isControl ? 0 : escaped.codePointAt(0) };
  }

  private current(): string {
    return this.pattern[this.position] ?? '';
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  private fail(code: PatternProblem['code'] = 'pattern_invalid'): never {
    throw new PatternFailure(code, this.position);
  }
}
