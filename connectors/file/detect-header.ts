import { isTypedText } from '#connectors/kit/detect-text-type.ts';
import { nameFields } from '#connectors/kit/name-fields.ts';

/**
 * Whether the first row holds names: all of it reads as names, and either some column below holds something else than
 * text, or no value of the row occurs again below it.
 */
export function detectHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const cells = first.map((cell) => cell.trim());
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return false;
  const odd = filled.filter((cell) => !readsAsName(cell));
  const years = odd.length > 0 && odd.length < filled.length && odd.every((cell) => /^(19|20)\d{2}$/.test(cell));
  if (odd.length > 0 && !years) return false;
  const repeated = cells.some(
    (cell, index) => cell !== '' && below.some((row) => (row[index] ?? '').trim().toLowerCase() === cell.toLowerCase()),
  );
  const contrast = cells.some((cell, index) => {
    const values = below.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
    return !isTypedText(cell) && values.length > 0 && values.every(isTypedText);
  });
  return contrast || !repeated;
}

/** Names for `count` columns from the header, or by place when there is none. */
export function nameColumns(header: readonly string[] | undefined, count: number): string[] {
  return nameFields(Array.from({ length: count }, (_, index) => header?.[index] ?? ''));
}

function readsAsName(cell: string): boolean {
  return !isTypedText(cell) && !cell.includes('@') && !/^https?:\/\//i.test(cell);
}
