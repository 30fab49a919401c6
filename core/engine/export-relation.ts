import type { ExportFormat } from '#connectors/kit/connector.ts';
import { identifier, renderSql, type SqlQuery } from '#core/compiler/sql.ts';
import type { ColumnDescription } from './engine-protocol.ts';
import type { EngineSession } from './engine-session.ts';

export interface ExportOptions {
  /** Puts an apostrophe before text that a spreadsheet would run as a formula. Only for `csv`. */
  readonly escapeFormulas?: boolean;
}

const copyOptions: Record<ExportFormat, string> = {
  csv: 'FORMAT csv, HEADER true',
  'copy-csv': 'FORMAT csv, HEADER false',
  ndjson: 'FORMAT json',
  json: 'FORMAT json, ARRAY true',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
};

/**
 * Writes the rows of a query to `path` inside the session's folder, a file or a named pipe, in the query's order.
 * In CSV, NULL is an unquoted empty value and an empty text is quoted. Returns how many rows were written; rejects
 * with a TelarError.
 */
export async function exportRelation(
  session: EngineSession,
  query: SqlQuery,
  format: ExportFormat,
  path: string,
  { escapeFormulas = false }: ExportOptions = {},
): Promise<number> {
  const columns = await session.describe(query);
  const shaped = columns.map((column) => shapeColumn(column, format, escapeFormulas && format === 'csv'));
  const target = `$${query.values.length + 1}`;
  const text = `COPY (SELECT ${shaped.join(', ')} FROM (${query.text})) TO ${target} (${copyOptions[format]})`;
  const { rowsChanged } = await session.execute({ text, values: [...query.values, path] });
  return rowsChanged;
}

/** The column as the format should hold it, under its own name. */
function shapeColumn({ name, duckDbType }: ColumnDescription, format: ExportFormat, escapeFormulas: boolean): string {
  const column = renderSql(identifier(name)).text;
  if (format === 'copy-csv' && duckDbType === 'TIMESTAMP WITH TIME ZONE')
    return `${formatInstant(column)} AS ${column}`;
  const forPeople = format === 'csv' || format === 'ndjson' || format === 'json';
  if (forPeople && duckDbType === 'TIMESTAMP WITH TIME ZONE') {
    return `replace(replace(CAST(${column} AS VARCHAR), ' ', 'T'), '+00', 'Z') AS ${column}`;
  }
  // JSON has no words for these.
  if ((format === 'ndjson' || format === 'json') && (duckDbType === 'DOUBLE' || duckDbType === 'FLOAT')) {
    return `CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}`;
  }
  if (escapeFormulas && duckDbType === 'VARCHAR') {
    return `CASE WHEN regexp_matches(${column}, '^[=+\\-@\\t\\r]') THEN concat('''', ${column}) ELSE ${column} END AS ${column}`;
  }
  return column;
}

/** The text of an instant in UTC, as the engine's own cast writes it, without its calendar: three times as fast. */
function formatInstant(column: string): string {
  const text = `concat(CAST(make_timestamp(epoch_us(${column})) AS VARCHAR), '+00')`;
  return `CASE WHEN isfinite(${column}) THEN ${text} ELSE CAST(${column} AS VARCHAR) END`;
}
