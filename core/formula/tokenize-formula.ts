import { catchFormulaError, FormulaFailure } from './formula-error.ts';
import type { Span } from './formula-node.ts';

export type TokenKind = 'text' | 'number' | 'field' | 'word' | 'operator' | 'open' | 'close' | 'separator' | 'end';

/** `value` is the meaning (unescaped text, field name, digits), not the source text. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly value: string;
}

const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']' };
const kindOfQuote: Readonly<Record<string, TokenKind>> = { '"': 'text', "'": 'text', '[': 'field' };
const unclosedCodes: Readonly<Record<string, string>> = { text: 'text_not_closed', field: 'field_not_closed' };

/** What people type from other languages and word processors, and what to write here. */
const foreignSymbols: readonly (readonly [string, string])[] = [
  ['===', '='],
  ['==', '='],
  ['!==', '<>'],
  ['&&', 'AND'],
  ['||', 'OR'],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['−', '-'],
  ['×', '*'],
  ['÷', '/'],
  ['≠', '<>'],
  ['≤', '<='],
  ['≥', '>='],
];

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)/y],
  ['word', /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*/uy],
  ['operator', /<>|!=|<=|>=|[-+*/&=<>]/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['separator', /[,;]/y],
];

/** Splits a formula into tokens, ending with one of kind `end`. Throws FormulaFailure at the first unreadable place. */
export function tokenizeFormula(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = skipSpace(source, 0);
  // Spreadsheet users begin with an equals sign.
  if (source[position] === '=') position = skipSpace(source, position + 1);
  while (position < source.length) {
    const token = readToken(source, position);
    tokens.push(token);
    position = skipSpace(source, token.end);
  }
  tokens.push({ kind: 'end', value: '', start: source.length, end: source.length });
  return tokens;
}

/** As many tokens as can be read, for colouring a formula that is being typed; an unclosed text or field is one too. */
export function scanFormula(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < source.length) {
    position = skipSpace(source, position);
    if (position >= source.length) break;
    const read = catchFormulaError(() => readToken(source, position));
    if (!('error' in read)) tokens.push(read);
    else {
      const kind = kindOfQuote[source[position] ?? ''];
      const { start, end } = read.error;
      if (kind) tokens.push({ kind, value: source.slice(start + 1, end), start, end });
    }
    position = 'error' in read ? Math.max(read.error.end, position + 1) : read.end;
  }
  return tokens;
}

function skipSpace(source: string, position: number): number {
  const space = /[\s\u200b\ufeff]*/y;
  space.lastIndex = position;
  space.exec(source);
  return space.lastIndex;
}

function readToken(source: string, start: number): Token {
  const foreign = foreignSymbols.find(([symbol]) => source.startsWith(symbol, start));
  if (foreign) {
    const [symbol, replacement] = foreign;
    throw new FormulaFailure('foreign_symbol', { start, end: start + symbol.length }, { symbol }, replacement);
  }
  const open = source[start] ?? '';
  const kind = kindOfQuote[open];
  if (kind) return readQuoted(source, start, kind, quotes[open] ?? open);
  for (const [tokenKind, pattern] of patterns) {
    pattern.lastIndex = start;
    const value = pattern.exec(source)?.[0];
    if (value) return { kind: tokenKind, value: value === '!=' ? '<>' : value, start, end: start + value.length };
  }
  const symbol = String.fromCodePoint(source.codePointAt(start) ?? 0);
  throw new FormulaFailure('unknown_symbol', { start, end: start + symbol.length }, { symbol });
}

/** Reads up to the closing character; doubled, it stands for itself. */
function readQuoted(source: string, start: number, kind: TokenKind, close: string): Token {
  let value = '';
  let position = start + 1;
  while (position < source.length) {
    const at = source.indexOf(close, position);
    if (at < 0) break;
    value += source.slice(position, at);
    if (source[at + 1] !== close) return { kind, value, start, end: at + 1 };
    value += close;
    position = at + 2;
  }
  const rest = { start, end: source.length };
  throw new FormulaFailure(unclosedCodes[kind] ?? 'text_not_closed', rest, {}, source.slice(start) + close);
}
