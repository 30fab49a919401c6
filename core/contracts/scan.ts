import type { FieldType } from '#core/graph/field-type.ts';

/**
 * How the engine reads staged data. A connector describes; the compiler turns it into SQL.
 * Paths are absolute and lie inside the run's folder; a path may be a named pipe, read once.
 */
export type Scan = CsvScan | JsonScan | ParquetScan | SampleScan;

export interface ScanColumn {
  /** Name in the pipeline. */
  readonly name: string;
  readonly type: FieldType;
  /** Date or datetime pattern in strptime form (`%d/%m/%Y`), when not ISO. */
  readonly format?: string;
  /** What becomes of a value that does not fit: its row is set aside, it is left out and counted, or reading fails. */
  readonly misfit?: 'reject' | 'drop' | 'stop';
  /** The data has no such column (any more): it is blank. */
  readonly absent?: boolean;
}

export interface CsvScan {
  readonly format: 'csv';
  readonly path: string;
  readonly columns: readonly ScanColumn[];
  /** Place of each column in the file, from 0, and how many columns it has; absent: the columns are those of the file, in order. */
  readonly layout?: { readonly places: readonly number[]; readonly count: number };
  readonly delimiter: string;
  /** Empty string: the file has no quoting. */
  readonly quote: string;
  /** Whether the first line (after `skipRows`) holds names. */
  readonly header: boolean;
  readonly skipRows: number;
  readonly decimalSeparator: '.' | ',';
  readonly thousandsSeparator: '' | '.' | ',' | ' ' | "'";
  /** True for files of others: bad rows are set aside with their reason. False for our own well-formed streams. */
  readonly lenient: boolean;
  /** How lines end, where it is known: texts may hold other line ends. */
  readonly newLine?: '\n';
  /** Whether a quoted empty value stays an empty text rather than blank. */
  readonly quotedEmptyIsText: boolean;
}

export interface JsonScan {
  readonly format: 'json';
  readonly path: string;
  /** `lines`: one record per line. `array`: one list of records. `document`: one value holding the list at `rowsPath`. */
  readonly layout: 'lines' | 'array' | 'document';
  readonly rowsPath: readonly string[];
  /** A value at `jsonPath` that does not fit the type sets the record aside. */
  readonly columns: readonly (ScanColumn & { readonly jsonPath: readonly string[] })[];
}

export interface ParquetScan {
  readonly format: 'parquet';
  readonly path: string;
  readonly columns: readonly (ScanColumn & { readonly sourceName: string })[];
}

/** The sample company, made by the engine itself. */
export interface SampleScan {
  readonly format: 'sample';
  readonly dataset: 'contacts' | 'orders' | 'campaigns' | 'web_events';
  readonly rows: number;
}
