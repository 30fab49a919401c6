import { type FieldType, isNumericType, isTemporalType } from '#core/graph/field-type.ts';
import { numeric } from './formula-function.ts';
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
  const isNumber = isNumericType(from);
  if (wanted.includes('number') && (isText || from === 'boolean')) return suggestNumber(node, written);
  if (wanted.includes('integer') && (isText || isNumber || from === 'boolean')) return `INTEGER(${written})`;
  if (wanted.includes('boolean') && isText) return `BOOLEAN(${written})`;
  if (wanted.includes('boolean') && isNumber) return `${written} <> 0`;
  if (wanted.includes('date') && isText) return `PARSEDATE(${written}, "YYYY-MM-DD")`;
  return undefined;
}

/** The types that go together with the given one, the usual target of a conversion. */
export function kindredTypes(type: FieldType): readonly FieldType[] {
  if (isNumericType(type)) return numeric;
  return isTemporalType(type) ? ['date'] : [type];
}

function suggestNumber(node: FormulaNode, written: string): string {
  const isPlainNumber = node.kind === 'text' && /^\d+(\.\d+)?$/.test(node.value);
  return isPlainNumber ? node.value : `NUMBER(${written})`;
}
