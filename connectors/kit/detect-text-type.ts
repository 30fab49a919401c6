import type { FieldType } from '#core/graph/field-type.ts';
import { type DateOrder, detectDateFormat } from './detect-date-format.ts';

export interface NumberStyle {
  readonly decimalSeparator: '.' | ',';
  readonly thousandsSeparator: '' | '.' | ',' | ' ' | "'";
}

interface TextType {
  readonly type: FieldType;
  readonly format?: string;
}

export const plainNumbers: NumberStyle = { decimalSeparator: '.', thousandsSeparator: '' };

/** Beyond this, digits are an identifier: a spreadsheet would already have rounded a number. */
const maxIntegerDigits = 15;
/** Beyond this, a fraction is a measurement rather than an amount. */
const maxDecimalDigits = 6;

const identifierName =
  /(^|[^a-z])(phone|tel|telephone|tel[eé]fono|fax|mobile|m[oó]vil|celular|whatsapp|zip|zipcode|postcode|postal|cp|sku|ean|upc|isbn|iban|nif|dni|cif|vat|ssn)([^a-z]|$)/i;
const dateName = /(^|[^a-z])(date|day|fecha|d[ií]a)([^a-z]|$)/i;

/**
 * The narrowest type that holds every value (trimmed, not blank) and loses nothing: codes with leading zeros,
 * telephone numbers and long identifiers stay text. `name` is that of the column.
 */
export function detectTextType(
  values: readonly string[],
  { name = '', style = plainNumbers, order }: { name?: string; style?: NumberStyle; order?: DateOrder } = {},
): TextType {
  if (values.length === 0) return { type: 'text' };
  if (dateName.test(name) && values.every(isCompactDate)) return { type: 'date', format: '%Y%m%d' };
  if (identifierName.test(name) && values.some((value) => /^[\d+ ]+$/.test(value))) return { type: 'text' };
  const number = detectNumberType(values, style);
  if (number !== null) return { type: number };
  if (values.every((value) => /^(true|false)$/i.test(value)) || values.every((value) => /^(yes|no)$/i.test(value))) {
    return { type: 'boolean' };
  }
  const temporal = detectDateFormat(values, order);
  if (temporal === null || temporal === 'ambiguous') return { type: 'text' };
  return { type: temporal.type, ...(temporal.format !== undefined && { format: temporal.format }) };
}

/** Whether one value reads as a number, boolean or date, in any style: what a column's name does not. */
export function isTypedText(value: string): boolean {
  if (/^[+-]?[\d.,' ]*\d[\d.,' ]*%?$/.test(value) || /^(true|false)$/i.test(value)) return true;
  return detectDateFormat([value]) !== null;
}

function detectNumberType(values: readonly string[], style: NumberStyle): 'integer' | 'decimal' | 'number' | null {
  const pattern = numberPattern(style);
  let type: 'integer' | 'decimal' | 'number' = 'integer';
  for (const value of values) {
    const match = pattern.exec(value);
    if (match === null) return null;
    const digits = (match[1] ?? '').replaceAll(/\D/g, '');
    if (/^0\d/.test(digits)) return null;
    const fraction = match[2]?.length ?? 0;
    if (match[3] !== undefined || fraction > maxDecimalDigits) type = 'number';
    else if (fraction > 0 && type === 'integer') type = 'decimal';
    if (fraction === 0 && match[3] === undefined && digits.length > maxIntegerDigits) return null;
  }
  return type;
}

/** A plus sign is not part of it: telephone numbers begin with one. */
function numberPattern({ decimalSeparator, thousandsSeparator }: NumberStyle): RegExp {
  const point = decimalSeparator === '.' ? '\\.' : ',';
  const group = thousandsSeparator === '.' ? '\\.' : thousandsSeparator;
  const grouped = thousandsSeparator === '' ? '' : `|\\d{1,3}(?:${group}\\d{3})+`;
  return new RegExp(`^-?(\\d+${grouped}|(?=${point}\\d))(?:${point}(\\d+))?([eE][+-]?\\d+)?$`);
}

function isCompactDate(value: string): boolean {
  return /^(19|20)\d{6}$/.test(value) && detectDateFormat([value.replace(/^(.{4})(..)(..)$/, '$1-$2-$3')]) !== null;
}
