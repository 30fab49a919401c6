import { type DateOrder, detectDateFormat } from '#connectors/kit/detect-date-format.ts';
import { detectTextType } from '#connectors/kit/detect-text-type.ts';
import { toFoundField } from '#connectors/kit/found-field.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { CsvFormat } from '#core/graph/nodes/file-source.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { detectCsvDialect } from './detect-csv-dialect.ts';
import { decodeSample, detectEncoding } from './detect-encoding.ts';
import { detectHeader, nameColumns } from './detect-header.ts';
import { detectNumberStyle } from './detect-number-style.ts';
import type { FileSample } from './read-file-sample.ts';
import { splitRecords } from './split-records.ts';

interface CsvDiscovery {
  readonly format: CsvFormat;
  readonly fields: SourceField[];
  readonly shape: FoundShape;
  /** Known when the sample is the whole file. */
  readonly totalRows?: number;
}

/** Format and columns of a CSV file from a sample of it; parts of the format that the user has confirmed are kept. */
export function discoverCsv(sample: FileSample, confirmed?: CsvFormat | null): CsvDiscovery {
  const encoding = confirmed?.encoding ?? detectEncoding(sample);
  const text = decodeSample(sample, encoding);
  const complete = sample.windows.length === 0;
  const dialect = confirmed ?? detectCsvDialect(text.head, complete);
  const { delimiter, quote, skipRows } = dialect;
  const records = splitRecords(text.head, { delimiter, quote, cut: !complete })
    .filter(({ line }) => line >= skipRows)
    .map(({ cells }) => cells);
  const columnCount = confirmed ? mostFrequentLength(records) : detectedCount(dialect);
  const first = records[0] ?? [];
  const header = confirmed?.header ?? detectHeader(first, records.slice(1, 1000));
  const rows = header ? records.slice(1) : records;
  const later = text.windows.flatMap((part) => splitRecords(part, { delimiter, quote, cut: true }).slice(1));
  const count = Math.max(columnCount, header ? first.length : 0);
  const regular = [...rows, ...later.map(({ cells }) => cells)].filter(({ length }) => length === columnCount);
  const columns = Array.from({ length: count }, (_, index) => listValues(regular, index));
  const style = confirmed ?? detectNumberStyle(columns, delimiter);
  const { decimalSeparator, thousandsSeparator } = style;
  const names = nameColumns(header ? first : undefined, count);
  const fields = describeColumns(names, columns, { decimalSeparator, thousandsSeparator }, header ? first : []);
  const found = fields.map((field, index) => toFoundField(field, columns[index] ?? []));
  return {
    format: { type: 'csv', encoding, delimiter, quote, header, skipRows, decimalSeparator, thousandsSeparator },
    fields,
    shape: { fields: found, told: true, records: rows.length },
    ...(complete && { totalRows: rows.length }),
  };
}

function detectedCount(dialect: object): number {
  return 'columnCount' in dialect ? Number(dialect.columnCount) : 1;
}

function mostFrequentLength(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [1, 0])[0];
}

function listValues(rows: readonly (readonly string[])[], index: number): string[] {
  return rows.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
}

function describeColumns(
  names: readonly string[],
  columns: readonly (readonly string[])[],
  style: Pick<CsvFormat, 'decimalSeparator' | 'thousandsSeparator'>,
  header: readonly string[],
): SourceField[] {
  const order = findDateOrder(columns, style);
  return columns.map((values, index) => {
    const name = names[index] ?? '';
    const original = header[index];
    const { type, format } = detectTextType(values, { name, style, ...(order !== undefined && { order }) });
    return {
      name,
      type,
      ...(original !== undefined && original !== name && { path: [original] }),
      ...(format !== undefined && { format }),
    };
  });
}

/** A column that tells day from month speaks for the others; failing that, a decimal comma for the day. */
function findDateOrder(
  columns: readonly (readonly string[])[],
  { decimalSeparator }: Pick<CsvFormat, 'decimalSeparator'>,
): DateOrder | undefined {
  const told = new Set<DateOrder>();
  for (const values of columns) {
    const detected = detectDateFormat(values);
    if (detected !== null && detected !== 'ambiguous' && detected.order !== undefined) told.add(detected.order);
  }
  if (told.size > 1) return undefined;
  return [...told][0] ?? (decimalSeparator === ',' ? 'day-first' : undefined);
}
