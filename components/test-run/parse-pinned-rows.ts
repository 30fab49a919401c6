import type { StandInRows } from '#core/contracts/pipelines.ts';
import type { Field } from '#core/graph/field-type.ts';

export type ParsedRows =
  | { readonly rows: StandInRows['rows'] }
  /** `unknown`: a name that is no field of the step; `shape`: neither records nor lines below names. */
  | { readonly fault: 'empty' | 'shape' | 'too_many' }
  | { readonly fault: 'unknown'; readonly name: string };

const maxRows = 1000;
const delimiters = ['\t', ';', ',', '|'];

/** Rows as records of JSON, or lines of CSV below a line of names, as cells in the order of the fields. */
export function parsePinnedRows(text: string, fields: readonly Field[]): ParsedRows {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'empty' };
  const records = /^[[{]/.test(trimmed) ? readJson(trimmed) : readCsv(trimmed);
  if (records === null) return { fault: 'shape' };
  if (records.length > maxRows) return { fault: 'too_many' };
  const names = new Set(fields.map(({ name }) => name));
  const unknown = records.flatMap((record) => Object.keys(record)).find((name) => !names.has(name));
  if (unknown !== undefined) return { fault: 'unknown', name: unknown };
  return { rows: records.map((record) => fields.map(({ name }) => record[name] ?? null)) };
}

/** Rows as the text that `parsePinnedRows` reads. */
export function writePinnedRows(fields: readonly Field[], rows: StandInRows['rows']): string {
  const records = rows.map((row) => Object.fromEntries(fields.map(({ name }, index) => [name, row[index] ?? null])));
  return `[\n${records.map((record) => `  ${JSON.stringify(record)}`).join(',\n')}\n]`;
}

function readJson(text: string): Record<string, unknown>[] | null {
  try {
    const json: unknown = JSON.parse(text);
    const records = Array.isArray(json) ? json : [json];
    const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    return records.every(isRecord) ? (records as Record<string, unknown>[]) : null;
  } catch {
    return null;
  }
}

function readCsv(text: string): Record<string, unknown>[] | null {
  const [head = ''] = text.split('\n', 1);
  const delimiter = delimiters.find((candidate) => head.includes(candidate)) ?? ',';
  const [names = [], ...lines] = splitCsv(text, delimiter);
  if (lines.length === 0 || lines.some((cells) => cells.length !== names.length)) return null;
  return lines.map((cells) => Object.fromEntries(names.map((name, index) => [name.trim(), cells[index] || null])));
}

/** Cells by line; quoted ones may hold delimiters, line ends and doubled quotes. */
function splitCsv(text: string, delimiter: string): string[][] {
  const lines: string[][] = [[]];
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n][^${delimiter}\\r\\n]*)?)(${delimiter === '|' ? '\\|' : delimiter}|\\r?\\n|$)`,
    'y',
  );
  for (;;) {
    const found = cell.exec(text);
    if (found === null) return [];
    const [, quoted, plain = '', end] = found;
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '' || end === undefined) return lines.filter((cells) => cells.length > 1 || cells[0] !== '');
    if (end !== delimiter) lines.push([]);
  }
}
