import type { FieldType } from '#core/graph/field-type.ts';
import type { FormulaNode } from './formula-node.ts';

/** Formula text that turns a value of one type into one of the wanted types, or undefined when none does. */
export function suggestConversion(
  node: FormulaNode,
  source: string,
  from: FieldType,
  wanted: readonly FieldType[],
): string | undefined {
  const written = source.slice(node.start, node.end);
  if (wanted.includes('text')) {
    if (node.kind === 'number') return `"${written}"`;
    return `TEXT(${written})`;
  }
  const isText = from === 'text';
  const isNumber = from === 'integer' || from === 'decimal' || from === 'number';
  if (wanted.includes('number') && (isText || from === 'boolean')) return suggestNumber(node, written);
  if (wanted.includes('integer') && (isText || isNumber || from === 'boolean')) return `INTEGER(${written})`;
  if (wanted.includes('boolean') && isText) return `BOOLEAN(${written})`;
  if (wanted.includes('boolean') && isNumber) return `${written} <> 0`;
  if (wanted.includes('date') && isText) return `PARSEDATE(${written}, "YYYY-MM-DD")`;
  return undefined;
}

function suggestNumber(node: FormulaNode, written: string): string {
  const isPlainNumber = node.kind === 'text' && /^\d+(\.\d+)?$/.test(node.value);
  return isPlainNumber ? node.value : `NUMBER(${written})`;
}
