import { describe, expect, it } from 'vitest';
import { childrenOf, type FormulaNode } from './formula-node.ts';
import { parseFormula } from './parse-formula.ts';
import { quoteField } from './quote-field.ts';
import { referencedFields, renameFieldInFormula } from './referenced-fields.ts';

/** The tree in prefix notation. */
function outline(node: FormulaNode): string {
  const children = childrenOf(node).map(outline).join(' ');
  switch (node.kind) {
    case 'text':
      return JSON.stringify(node.value);
    case 'number':
      return node.digits;
    case 'boolean':
      return String(node.value);
    case 'blank':
      return 'blank';
    case 'field':
      return quoteField(node.name);
    case 'call':
      return `${node.name}(${children})`;
    default:
      return `(${node.operator} ${children})`;
  }
}

function parse(source: string): FormulaNode {
  const parsed = parseFormula(source);
  if ('error' in parsed) throw new Error(JSON.stringify(parsed.error));
  return parsed.ast;
}

describe('parseFormula', () => {
  it.each([
    ['1 + 2 * 3', '(+ 1 (* 2 3))'],
    ['(1 + 2) * 3', '(* (+ 1 2) 3)'],
    ['1 - 2 - 3', '(- (- 1 2) 3)'],
    ['-[A] * 2', '(* (- [A]) 2)'],
    ['2 * -[A]', '(* 2 (- [A]))'],
    ['+.5', '.5'],
    ['[A] & "x" = "yx"', '(= (& [A] "x") "yx")'],
    ['NOT [A] = 1 AND [B] OR [C]', '(OR (AND (NOT (= [A] 1)) [B]) [C])'],
    ['no [A] y [B] o [C]', '(OR (AND (NOT [A]) [B]) [C])'],
    ['NOT([A]) = TRUE', '(= NOT([A]) true)'],
    ['[A] AND ([B])', '(AND [A] [B])'],
    ['1 != 2', '(<> 1 2)'],
    ['[a]]b]', '[a]]b]'],
    ['"say ""hi"""', '"say \\"hi\\""'],
    ["'it''s'", '"it\'s"'],
    ['=SI(ESBLANCO([Email]); "ninguno"; MINUSC([Email]))', 'SI(ESBLANCO([Email]) "ninguno" MINUSC([Email]))'],
    ['SI.ERROR(1/0, BLANCO)', 'SI.ERROR((/ 1 0) blank)'],
    ['AÑO(hoy())', 'AÑO(hoy())'],
    ['verdadero', 'true'],
  ])('%s', (source, expected) => {
    expect(outline(parse(source))).toBe(expected);
  });

  it('gives every node the span of its text, parentheses included', () => {
    const source = ' IF( ([A] = 1) , "x", -2 ) ';
    const spans: string[] = [];
    const visit = (node: FormulaNode): void => {
      spans.push(source.slice(node.start, node.end));
      childrenOf(node).forEach(visit);
    };
    visit(parse(source));
    expect(spans).toEqual(['IF( ([A] = 1) , "x", -2 )', '([A] = 1)', '[A]', '1', '"x"', '-2', '2']);
  });

  it.each([
    ['', 'formula_empty', '', undefined],
    ['  ', 'formula_empty', '  ', undefined],
    ['1 +', 'value_missing_at_end', '', undefined],
    ['1 + * 2', 'value_missing', '*', undefined],
    ['UPPER([A]', 'parenthesis_not_closed', '', ')'],
    ['(1))', 'extra_parenthesis', ')', ''],
    ['1, 2', 'extra_separator', ',', undefined],
    ['(1, 2)', 'extra_separator', ',', undefined],
    ['IF([A];1,5)', 'mixed_separators', ',', ';'],
    ['[A] [B]', 'operator_missing', '[B]', undefined],
    ['[A', 'field_not_closed', '[A', '[A]'],
    ['"a', 'text_not_closed', '"a', '"a"'],
    ['[A] == 1', 'foreign_symbol', '==', '='],
    ['[A] && [B]', 'foreign_symbol', '&&', 'AND'],
    ['“a”', 'foreign_symbol', '“', '"'],
    ['2 ^ 3', 'unknown_symbol', '^', undefined],
    ['1 + 😀', 'unknown_symbol', '😀', undefined],
    ['Email = 1', 'bare_word', 'Email', '[Email]'],
    ['UPPER(,)', 'value_missing', ',', undefined],
    ['UPPER([A],)', 'value_missing', ')', undefined],
  ])('%s is refused with %s at %j', (source, code, place, suggestion) => {
    const parsed = parseFormula(source);
    if (!('error' in parsed)) throw new Error('parsed');
    const { error } = parsed;
    expect([error.code, source.slice(error.start, error.end), error.suggestion]).toEqual([code, place, suggestion]);
  });

  it.each([
    ['parentheses', '('.repeat(5_000), 'formula_too_deep'],
    ['signs', '-'.repeat(9_000), 'formula_too_deep'],
    ['NOT', 'NOT '.repeat(2_000), 'formula_too_deep'],
    ['a long sum', `1${'+1'.repeat(4_900)}`, 'formula_too_deep'],
    ['calls', 'ABS('.repeat(2_000), 'formula_too_deep'],
    ['length', `"${'x'.repeat(10_000)}"`, 'formula_too_long'],
  ])('limits %s without overflowing', (_, source, code) => {
    expect(parseFormula(source)).toHaveProperty('error.code', code);
  });
});

describe('fields of a formula', () => {
  it('lists each field once', () => {
    expect(referencedFields(parse('IF([B] = [a]]b], [B], LOWER([C]))'))).toEqual(['B', 'a]b', 'C']);
  });

  it.each([
    ['UPPER( [A] ) & "[A]" & [AA]', 'A', 'x]y', 'UPPER( [x]]y] ) & "[A]" & [AA]'],
    ['[A] & [A]', 'A', 'B', '[B] & [B]'],
    ['[A] +', 'A', 'B', '[A] +'],
  ])('renames in %s', (source, from, to, expected) => {
    expect(renameFieldInFormula(source, from, to)).toBe(expected);
  });
});
