import type { JsonScan } from '#core/contracts/scan.ts';
import type { DriftPolicy } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { missingRows } from './json-errors.ts';
import { readPath } from './locate-rows.ts';
import { sliceRecords } from './partial-json.ts';
import { toScanColumn } from './scan-column.ts';

/**
 * The records of the list at the path, each as one line of JSON exactly as written, long numbers included.
 * `value` is the parsed source. Throws `json_rows_missing`.
 */
export function listRecordLines(source: string, value: unknown, rowsPath: readonly string[]): string[] {
  if (readPath(value, rowsPath) === undefined) throw missingRows(value, rowsPath.join('.'));
  return sliceRecords(source, rowsPath, Number.POSITIVE_INFINITY).map(toLine);
}

/** A line break in JSON text lies between its tokens: it can be a space. */
export function toLine(record: string): string {
  return record.replaceAll(/[\r\n]+/g, ' ');
}

/** How the engine reads a file of one record per line. */
export function describeLinesScan(
  path: string,
  fields: readonly SourceField[],
  drift?: DriftPolicy | undefined,
): JsonScan {
  const columns = fields.map((field) => ({ ...toScanColumn(field, drift), jsonPath: field.path ?? [field.name] }));
  return { format: 'json', path, layout: 'lines', rowsPath: [], columns };
}
