import { catchFormulaError, type FormulaError, FormulaFailure } from './formula-error.ts';
import { type BinaryOperator, childrenOf, type FormulaNode } from './formula-node.ts';
import { quoteField } from './quote-field.ts';
import { type Token, tokenizeFormula } from './tokenize-formula.ts';

/** Longest formula, in UTF-16 units. */
export const maxFormulaLength = 10_000;
/** Deepest nesting; every operator, function and parenthesis is a level. */
export const maxFormulaDepth = 100;

const bindingPowers: Readonly<Record<BinaryOperator, number>> = {
  OR: 1,
  AND: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '&': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
};
const notPower = 3;
const minusPower = 8;

const wordOperators: Readonly<Record<string, 'AND' | 'OR' | 'NOT'>> = {
  AND: 'AND',
  Y: 'AND',
  OR: 'OR',
  O: 'OR',
  NOT: 'NOT',
  NO: 'NOT',
};
const booleanWords: Readonly<Record<string, boolean>> = { TRUE: true, VERDADERO: true, FALSE: false, FALSO: false };
const blankWords: readonly string[] = ['BLANK', 'NULL', 'BLANCO', 'NULO'];

/** Reads a formula into a tree with positions. Never throws; limits on length and depth are errors like any other. */
export function parseFormula(source: string): { ast: FormulaNode } | { error: FormulaError } {
  return catchFormulaError(() => {
    if (source.length > maxFormulaLength) {
      const tail = { start: maxFormulaLength, end: source.length };
      throw new FormulaFailure('formula_too_long', tail, { length: source.length, limit: maxFormulaLength });
    }
    const ast = new Parser(source).parse();
    checkDepth(ast);
    return { ast };
  });
}

class Parser {
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;

  constructor(source: string) {
    this.source = source;
    this.tokens = tokenizeFormula(source);
  }

  parse(): FormulaNode {
    if (this.peek().kind === 'end') throw new FormulaFailure('formula_empty', { start: 0, end: this.source.length });
    const node = this.parseExpression(0);
    const rest = this.peek();
    if (rest.kind === 'close') throw new FormulaFailure('extra_parenthesis', rest, {}, '');
    if (rest.kind === 'separator') throw new FormulaFailure('extra_separator', rest, { symbol: rest.value });
    if (rest.kind !== 'end') throw new FormulaFailure('operator_missing', rest, { found: this.textOf(rest) });
    return node;
  }

  private parseExpression(minimumPower: number): FormulaNode {
    this.depth += 1;
    if (this.depth > maxFormulaDepth) throw tooDeep(this.peek());
    let left = this.parsePrefix();
    for (;;) {
      const token = this.peek();
      const operator = infixOperator(token);
      if (operator === undefined || bindingPowers[operator] <= minimumPower) break;
      this.index += 1;
      const right = this.parseExpression(bindingPowers[operator]);
      const operatorSpan = { start: token.start, end: token.end };
      left = { kind: 'binary', operator, operatorSpan, left, right, start: left.start, end: right.end };
    }
    this.depth -= 1;
    return left;
  }

  private parsePrefix(): FormulaNode {
    const token = this.next();
    const { start, end } = token;
    switch (token.kind) {
      case 'text':
        return { kind: 'text', value: token.value, start, end };
      case 'number':
        return { kind: 'number', digits: token.value, start, end };
      case 'field':
        return { kind: 'field', name: token.value, start, end };
      case 'word':
        return this.parseWord(token);
      case 'open': {
        const inner = this.parseExpression(0);
        return { ...inner, start, end: this.expectClose(token).end };
      }
      case 'operator':
        if (token.value === '-' || token.value === '+') return this.parseSign(token);
    }
    if (token.kind === 'end') throw new FormulaFailure('value_missing_at_end', token);
    throw new FormulaFailure('value_missing', token, { found: token.value });
  }

  private parseSign(token: Token): FormulaNode {
    const operand = this.parseExpression(minusPower);
    if (token.value === '+') return { ...operand, start: token.start };
    return { kind: 'unary', operator: '-', operand, start: token.start, end: operand.end };
  }

  private parseWord(token: Token): FormulaNode {
    const { start, end } = token;
    if (this.peek().kind === 'open') return this.parseCall(token);
    const word = token.value.toUpperCase();
    const value = booleanWords[word];
    if (value !== undefined) return { kind: 'boolean', value, start, end };
    if (blankWords.includes(word)) return { kind: 'blank', start, end };
    if (wordOperators[word] === 'NOT' && startsValue(this.peek())) {
      const operand = this.parseExpression(notPower);
      return { kind: 'unary', operator: 'NOT', operand, start, end: operand.end };
    }
    throw new FormulaFailure('bare_word', token, { word: token.value }, quoteField(token.value));
  }

  private parseCall(name: Token): FormulaNode {
    const open = this.next();
    const args: FormulaNode[] = [];
    let separator: string | undefined;
    while (this.peek().kind !== 'close' || args.length > 0) {
      args.push(this.parseExpression(0));
      const token = this.peek();
      if (token.kind !== 'separator') break;
      if (separator !== undefined && separator !== token.value)
        throw new FormulaFailure('mixed_separators', token, {}, separator);
      separator = token.value;
      this.index += 1;
    }
    const { end } = this.expectClose(open);
    const nameSpan = { start: name.start, end: name.end };
    return { kind: 'call', name: name.value, nameSpan, args, start: name.start, end };
  }

  private expectClose(open: Token): Token {
    const token = this.next();
    if (token.kind === 'close') return token;
    if (token.kind === 'end') throw new FormulaFailure('parenthesis_not_closed', token, { open: open.start + 1 }, ')');
    if (token.kind === 'separator') throw new FormulaFailure('extra_separator', token, { symbol: token.value });
    throw new FormulaFailure('operator_missing', token, { found: this.textOf(token) });
  }

  private peek(): Token {
    return this.tokens[this.index] as Token;
  }

  private next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index += 1;
    return token;
  }

  private textOf(token: Token): string {
    return this.source.slice(token.start, token.end).slice(0, 40);
  }
}

function infixOperator(token: Token): BinaryOperator | undefined {
  if (token.kind === 'operator') return token.value as BinaryOperator;
  if (token.kind !== 'word') return undefined;
  const operator = wordOperators[token.value.toUpperCase()];
  return operator === 'NOT' ? undefined : operator;
}

function startsValue(token: Token): boolean {
  return ['text', 'number', 'field', 'word'].includes(token.kind) || ['-', '+'].includes(token.value);
}

/** Chains such as `1+1+1+…` grow deep on the left without recursion in the parser; this walk has none either. */
function checkDepth(ast: FormulaNode): void {
  const pending: (readonly [FormulaNode, number])[] = [[ast, 1]];
  for (let entry = pending.pop(); entry; entry = pending.pop()) {
    const [node, depth] = entry;
    if (depth > maxFormulaDepth) throw tooDeep(node);
    for (const child of childrenOf(node)) pending.push([child, depth + 1]);
  }
}

function tooDeep(span: { start: number; end: number }): FormulaFailure {
  return new FormulaFailure('formula_too_deep', span, { limit: maxFormulaDepth });
}
