import type { CsvScan, JsonScan, ParquetScan, Scan, ScanColumn } from '#core/contracts/scan.ts';
import { toDuckDbType } from './duckdb-type.ts';
import { jsonPointer } from './json-pointer.ts';
import { sampleQuery } from './sample-company/sample-query.ts';
import { castFailedSql, plainNumbers, readTextSql, readValueSql } from './scan-column.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';

export interface LoweredScan {
  /** SELECT that reads the scan once and gives its columns, typed, in order; then `faultColumn` if `hasFaults`. */
  readonly query: Sql;
  /** Whether rows that do not fit are among the result, marked in `faultColumn`. */
  readonly hasFaults: boolean;
  /** Whether rows name values that were left out, in `droppedColumn`. */
  readonly hasDropped: boolean;
  /** Whether the CSV reader leaves broken lines in the table `readerRejectsTable`. */
  readonly hasReaderRejects: boolean;
}

/** Marks a row to be set aside: a struct of `reason, field, value, record`. A row fits when its `reason` is NULL. */
export const faultColumn = '#fault';

/** Values that were left out of a row: a list of structs of `field, value`. */
export const droppedColumn = '#dropped';

/** Reason of a row with a value that is to stop the run. */
export const misfitStops = 'cast_stopped';

/** What the CSV reader holds of a file at a time. */
export const csvBufferBytes = 32_000_000;

export const readerRejectsTable = 'reader_rejects';

export interface LowerScanOptions {
  /** For CSV that breaks the rules of CSV itself, such as mixed line ends; see `loadSource`. */
  readonly forgiving?: boolean;
}

/** The SQL that reads staged data. Bad data never makes it fail when the scan is lenient: it is marked or set aside. */
export function lowerScan(scan: Scan, { forgiving = false }: LowerScanOptions = {}): LoweredScan {
  switch (scan.format) {
    case 'csv':
      return scan.lenient ? lowerLenientCsv(scan, !forgiving) : lowerStrictCsv(scan);
    case 'json':
      return lowerJson(scan);
    case 'parquet':
      return lowerParquet(scan);
    case 'sample':
      return {
        query: sampleQuery(scan.dataset, scan.rows),
        hasFaults: false,
        hasDropped: false,
        hasReaderRejects: false,
      };
  }
}

/** Everything is read as text, so that each column keeps its own format and blank numbers are blank, not broken. */
function lowerLenientCsv(scan: CsvScan, strictMode: boolean): LoweredScan {
  const rows = sql`SELECT * FROM read_csv(${scan.path}, columns = ${fileColumnsSql(scan)}, ${dialectSql(scan)}, store_rejects = true, rejects_table = ${readerRejectsTable}, rejects_scan = 'reader_scans', strict_mode = ${strictMode}, max_line_size = 8000000, buffer_size = ${BigInt(csvBufferBytes)})`;
  const reads = scan.columns.map(({ name, type, format, misfit, absent }, index) => {
    const raw = absent ? sql`CAST(NULL AS VARCHAR)` : identifier(fileColumn(scan, index));
    return { name, raw, typed: readTextSql(raw, type, format, scan), certain: absent || type === 'text', misfit };
  });
  const record = sql`json_object(${joinSql(reads.map(({ name, raw }) => sql`${name}, ${raw}`))})`;
  return { ...markFaults(rows, reads, record), hasReaderRejects: true };
}

/** The name by which the reader knows the column of a field: that of the first field of its place, for it names it in reports. */
function fileColumn({ columns, layout }: CsvScan, index: number): string {
  const first = layout === undefined ? index : layout.places.indexOf(layout.places[index] ?? -1);
  return columns[first]?.name ?? '';
}

function fileColumnsSql(scan: CsvScan): Sql {
  const { columns, layout } = scan;
  if (layout === undefined) return columnsSql(columns, () => 'VARCHAR');
  const names = Array.from({ length: layout.count }, (_, place) => {
    const index = layout.places.indexOf(place);
    return { name: index < 0 ? `#${place}` : fileColumn(scan, index), type: 'text' as const };
  });
  return columnsSql(names, () => 'VARCHAR');
}

/**
 * Our own streams: values are well formed, so the reader parses them as it goes and a surprise fails the read. What a
 * database holds and we do not, such as a decimal that is not a number, is marked.
 */
function lowerStrictCsv(scan: CsvScan): LoweredScan {
  // The reader turns unreadable datetimes into NULL without a word, and is slow with wide decimals; casts are neither.
  const isCast = ({ type }: ScanColumn) => type === 'datetime' || type === 'decimal';
  const reads = scan.columns.map((column) => {
    const { name, type, misfit } = column;
    const raw = identifier(name);
    return { name, raw, typed: isCast(column) ? readValueSql(raw, type) : raw, certain: !isCast(column), misfit };
  });
  const readType = (column: ScanColumn) => (isCast(column) ? 'VARCHAR' : toDuckDbType(column.type));
  const rows = sql`SELECT * FROM read_csv(${scan.path}, columns = ${columnsSql(scan.columns, readType)}, ${dialectSql({ ...scan, newLine: '\n' })}, max_line_size = 16000000, buffer_size = ${BigInt(csvBufferBytes)})`;
  const record = sql`json_object(${joinSql(reads.map(({ name, raw }) => sql`${name}, ${raw}`))})`;
  return { ...markFaults(rows, reads, record), hasReaderRejects: false };
}

function dialectSql(scan: CsvScan): Sql {
  const { delimiter, quote, header, skipRows, quotedEmptyIsText, newLine } = scan;
  const lineEnd = newLine === undefined ? sql`` : sql`, new_line = '\\n'`;
  return sql`auto_detect = false, delim = ${delimiter}, quote = ${quote}, escape = ${quote}, header = ${header}, skip = ${BigInt(skipRows)}, nullstr = '', allow_quoted_nulls = ${!quotedEmptyIsText}${lineEnd}`;
}

function columnsSql(columns: readonly ScanColumn[], typeOf: (column: ScanColumn) => string): Sql {
  return sql`{${joinSql(columns.map((column) => sql`${identifier(column.name)}: ${typeOf(column)}`))}}`;
}

function lowerJson(scan: JsonScan): LoweredScan {
  const rows = sql`SELECT json AS ${rawRecord} FROM ${jsonRecordsSql(scan)}`;
  const reads = scan.columns.map(({ name, type, format, jsonPath, misfit }) => {
    const place = jsonPointer(jsonPath);
    const text = sql`json_extract_string(${rawRecord}, ${place})`;
    const isJson = type === 'json';
    const typed = isJson
      ? sql`nullif(json_extract(${rawRecord}, ${place}), 'null')`
      : readTextSql(text, type, format, plainNumbers);
    return { name, raw: text, typed, certain: isJson || type === 'text', misfit };
  });
  const marked = markFaults(rows, reads, sql`CAST(${rawRecord} AS VARCHAR)`, sql`${rawRecord} IS NULL`);
  return { ...marked, hasReaderRejects: false };
}

const rawRecord = identifier('#record');

/** Each thread of the JSON reader holds a buffer of twice this size. */
const maxRecordBytes = 16 * 1024 * 1024;

function jsonRecordsSql({ path, layout, rowsPath }: JsonScan): Sql {
  if (layout === 'lines') {
    // A line that is not JSON comes out as NULL.
    return sql`read_json_objects(${path}, format = 'newline_delimited', ignore_errors = true, maximum_object_size = ${BigInt(maxRecordBytes)})`;
  }
  if (layout === 'array')
    return sql`read_json_objects(${path}, format = 'array', maximum_object_size = ${BigInt(maxRecordBytes)})`;
  // One value of any size, which the JSON reader would need a buffer of the largest allowed size for.
  const document = sql`SELECT CAST(ltrim(content, '\uFEFF') AS JSON) AS document FROM read_text(${path})`;
  const list = sql`json_extract(document, ${jsonPointer(rowsPath)})`;
  return sql`(SELECT unnest(CASE WHEN json_type(${list}) = 'ARRAY' THEN CAST(${list} AS JSON[]) ELSE [${list}] END) AS json FROM (${document}))`;
}

function lowerParquet(scan: ParquetScan): LoweredScan {
  const rows = sql`SELECT * FROM read_parquet(${scan.path}, binary_as_string = true)`;
  const reads = scan.columns.map(({ name, sourceName, type, format, misfit, absent }) => {
    const raw = absent ? sql`CAST(NULL AS VARCHAR)` : identifier(sourceName);
    const typed =
      format === undefined
        ? readValueSql(raw, type)
        : readTextSql(sql`CAST(${raw} AS VARCHAR)`, type, format, plainNumbers);
    return { name, raw, typed, certain: absent || type === 'text', misfit };
  });
  const record = sql`json_object(${joinSql(reads.map(({ name, raw }) => sql`${name}, ${raw}`))})`;
  return { ...markFaults(rows, reads, record), hasReaderRejects: false };
}

interface ColumnRead {
  readonly name: string;
  readonly raw: Sql;
  readonly typed: Sql;
  /** The typed value is there whenever the raw one is. */
  readonly certain: boolean;
  readonly misfit?: ScanColumn['misfit'];
}

/** Types the columns once, then tells by the typed value's absence which rows do not fit. */
function markFaults(rows: Sql, reads: readonly ColumnRead[], record: Sql, unreadable?: Sql) {
  const typedName = (index: number): Sql => identifier(`#typed_${index}`);
  const typed = reads.map((read, index) => sql`${read.typed} AS ${typedName(index)}`);
  const columns = reads.map((read, index) => sql`${typedName(index)} AS ${identifier(read.name)}`);
  const from = sql`FROM (SELECT *, ${joinSql(typed)} FROM (${rows}))`;
  const doubtful = reads.flatMap((read, index) => (read.certain ? [] : [{ ...read, typed: typedName(index) }]));
  const droppable = doubtful.filter(({ misfit }) => misfit === 'drop');
  // What stops the run comes first: of several faults of a row one is told.
  const faulty = [
    ...doubtful.filter(({ misfit }) => misfit === 'stop'),
    ...doubtful.filter(({ misfit }) => misfit !== 'stop' && misfit !== 'drop'),
  ];
  const hasFaults = faulty.length > 0 || unreadable !== undefined;
  const hasDropped = droppable.length > 0;
  if (hasFaults) columns.push(sql`${faultSql(faulty, record, unreadable ?? sql`false`)} AS ${identifier(faultColumn)}`);
  if (hasDropped) columns.push(sql`${droppedSql(droppable)} AS ${identifier(droppedColumn)}`);
  return { query: sql`SELECT ${joinSql(columns)} ${from}`, hasFaults, hasDropped };
}

function droppedSql(droppable: readonly ColumnRead[]): Sql {
  const suspect = droppable.map(({ raw, typed }) => sql`(${typed} IS NULL AND ${raw} IS NOT NULL)`);
  const entries = droppable.map(
    ({ name, raw, typed }) =>
      sql`CASE WHEN ${castFailedSql(raw, typed)} THEN {'field': ${name}, 'value': CAST(${raw} AS VARCHAR)} END`,
  );
  return sql`CASE WHEN ${joinSql(suspect, ' OR ')} THEN list_filter([${joinSql(entries)}], lambda entry: entry IS NOT NULL) END`;
}

/** The plain NULL checks come first and alone: what explains a fault would cost more than reading all the good rows. */
function faultSql(doubtful: readonly ColumnRead[], record: Sql, unreadable: Sql): Sql {
  const missing = doubtful.map(({ raw, typed }) => sql`(${typed} IS NULL AND ${raw} IS NOT NULL)`);
  const suspect = joinSql([unreadable, ...missing], ' OR ');
  const explain = (result: (read: ColumnRead) => Sql): Sql =>
    doubtful.length === 0
      ? sql`NULL`
      : joinSql(
          [
            sql`CASE WHEN ${unreadable} THEN NULL`,
            ...doubtful.map((read) => sql`WHEN ${castFailedSql(read.raw, read.typed)} THEN ${result(read)}`),
            sql`END`,
          ],
          ' ',
        );
  const reason = sql`CASE WHEN ${unreadable} THEN 'json_invalid' ELSE ${explain(({ misfit }) => sql`${misfit === 'stop' ? misfitStops : 'cast_failed'}`)} END`;
  const field = explain(({ name }) => sql`${name}`);
  const value = explain(({ raw }) => sql`CAST(${raw} AS VARCHAR)`);
  return sql`CASE WHEN ${suspect} THEN {'reason': ${reason}, 'field': CAST(${field} AS VARCHAR), 'value': CAST(${value} AS VARCHAR), 'record': CAST(${record} AS VARCHAR)} END`;
}
