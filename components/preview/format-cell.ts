import type { FieldType } from '#core/graph/field-type.ts';

/** A value as the grid shows it; null stays null so that a blank can look like one. */
export function formatCell(value: unknown, type: FieldType): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (type === 'decimal') return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  if (type === 'datetime') return text.replace('T', ' ').replace(/(\.\d+)?(Z|\+00(:00)?)$/, '');
  return text;
}

/** Numbers stand at the right, so that their digits line up. */
export function alignsRight(type: FieldType): boolean {
  return type === 'integer' || type === 'decimal' || type === 'number';
}
