import type { Grid } from '#core/contracts/pipelines.ts';
import { formatCell } from './format-cell.ts';

const personalName =
  /(^|[_\s.-])(e-?mail|correo|phone|tel[eé]fono|telefono|mobile|m[oó]vil|movil|first_?name|last_?name|full_?name|surname|nombre|apellidos?|address|direcci[oó]n|birth\w*|nacimiento|passport|pasaporte|dni|nie|iban|ssn|ip)([_\s.-]|$)/i;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const phone = /^\+?[\d\s().-]{9,20}$/;
const isoDate = /^\d{4}-\d{2}-\d{2}/;
const looked = 200;

/** Which columns tell who somebody is: by their name, or because most values are e-mail addresses or phone numbers. */
export function findPersonalColumns({ fields, rows }: Grid): boolean[] {
  return fields.map(({ name, type }, column) => {
    if (type !== 'text') return false;
    if (personalName.test(name)) return true;
    const values = rows.slice(0, looked).flatMap((row) => formatCell(row[column], type)?.trim() || []);
    const like = (pattern: RegExp) =>
      values.filter((value) => pattern.test(value) && !isoDate.test(value)).length > values.length / 2;
    return values.length > 0 && (like(email) || (like(phone) && values.some((value) => /^[+(0]|[\s()-]/.test(value))));
  });
}

/** The names of those columns. */
export function listPersonalFields(grid: Grid): string[] {
  const personal = findPersonalColumns(grid);
  return grid.fields.flatMap(({ name }, column) => (personal[column] ? [name] : []));
}

/** The cells of rows, as they may be shown while personal data is hidden. */
export function maskRows(grid: Grid): (string | null)[][] {
  const personal = findPersonalColumns(grid);
  return grid.rows.map((row) =>
    grid.fields.map(({ type }, column) => {
      const text = formatCell(row[column], type);
      return text !== null && personal[column] ? maskValue(text) : text;
    }),
  );
}

/** The value with only so much left that rows can be told apart: the first letter, and of an address the domain. */
export function maskValue(value: string): string {
  if (value.trim() === '') return value;
  const at = value.lastIndexOf('@');
  const [first = ''] = value.trim();
  return at > 0 ? `${first}•••${value.slice(at)}` : `${first}•••`;
}
