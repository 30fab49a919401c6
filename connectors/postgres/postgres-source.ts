import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Extraction, ReadContext, SourceConnector } from '#connectors/kit/connector.ts';
import { makePipe, openPipeWriter } from '#connectors/kit/open-pipe.ts';
import type { Field } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import type { PostgresSourceSettings } from '#core/graph/nodes/postgres-source.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { composeSince, findCursor, readHorizon } from './compose-since.ts';
import { readingExpression, toFieldType } from './map-postgres-type.ts';
import { withPostgres } from './postgres-connection.ts';
import { readSourceColumns, relationText, type SourceColumn } from './read-source-columns.ts';

const lookTimeoutMs = 60_000;
const readTimeoutMs = 6 * 3_600_000;

/** Rows of a PostgreSQL table, view or query, as COPY's own bytes. */
export const postgresSource: SourceConnector<PostgresSourceSettings> = {
  discover: ({ settings, connection, signal }) =>
    withPostgres(connection, signal, async (client) => {
      await beginReading(client, lookTimeoutMs);
      const columns = await readSourceColumns(client, settings);
      const fields: Field[] = columns.map(({ name, type }) => ({ name, type: toFieldType(type) }));
      const totalRows = await estimateRows(client, settings);
      return { fields, settings: { fields }, ...(totalRows !== undefined && { totalRows }) };
    }),
  extract: async (context) => {
    const { settings, connection, signal, folder } = context;
    const { query, lenient } = await withPostgres(connection, signal, async (client) => {
      await beginReading(client, lookTimeoutMs);
      return composeReading(settings, await readSourceColumns(client, settings), context);
    });
    const path = join(folder, `postgres-${crypto.randomUUID()}.csv`);
    await makePipe(path);
    let horizon: string | null = null;
    const feed = async () => {
      horizon = await feedPipe(context, query, path);
    };
    return { scan: describeScan(path, settings.fields, lenient), feed, horizon: () => horizon };
  },
};

async function beginReading(client: Client, timeoutMs: number): Promise<void> {
  await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}`);
}

/** The planner's estimate; unknown for queries and for tables that were never analysed. */
async function estimateRows(client: Client, { mode, schema, table }: PostgresSourceSettings) {
  if (mode === 'query') return undefined;
  const { rows } = await client.query<{ estimate: number }>(
    `SELECT reltuples::float8 AS estimate FROM pg_class WHERE oid = $1::regclass AND relkind IN ('r', 'm')`,
    [relationText({ mode, schema, table, query: '' })],
  );
  const estimate = rows[0]?.estimate ?? -1;
  return estimate > 0 ? Math.round(estimate) : undefined;
}

/** Columns are renamed by position, so that a query may repeat a name. */
function composeReading(
  settings: PostgresSourceSettings,
  columns: readonly SourceColumn[],
  { limit, since }: ReadContext<PostgresSourceSettings>,
) {
  const aliases = columns.map((_, index) => `c${index}`);
  let lenient = false;
  const selected = settings.fields.map((field) => {
    const index = findColumn(field, columns);
    const column = columns[index] as SourceColumn;
    checkReadable(field, column);
    // Text that is read as something else may not fit, row by row.
    lenient ||= field.type !== 'text' && toFieldType(column.type) === 'text';
    return readingExpression(`source.${aliases[index]}`, column.type);
  });
  const from = `${relationText(settings)} AS source(${aliases.join(', ')})`;
  const cursor = since?.from == null ? -1 : findColumn(findCursor(since, settings.fields), columns);
  const bound =
    cursor < 0 ? '' : composeSince(since, `source.${aliases[cursor]}`, (columns[cursor] as SourceColumn).type);
  const rows = limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.floor(limit))}`;
  return { query: `SELECT ${selected.join(', ')} FROM ${from}${bound}${rows}`, lenient };
}

function findColumn(field: SourceField, columns: readonly SourceColumn[]): number {
  const wanted = field.path?.[0] ?? field.name;
  const index = columns.findIndex(({ name }) => name === wanted);
  if (index >= 0) return index;
  const suggestion =
    nearestName(
      wanted,
      columns.map(({ name }) => name),
    ) ?? 'none';
  throw new TelarError('postgres_column_missing', {
    params: { column: wanted, suggestion },
    field: 'fields',
    status: 422,
  });
}

/** A column may have changed its type since its fields were confirmed. Text can be read as anything, row by row. */
function checkReadable(field: SourceField, { name, type }: SourceColumn): void {
  const actual = toFieldType(type);
  const widened: Readonly<Record<string, readonly string[]>> = {
    integer: ['decimal', 'number'],
    decimal: ['number'],
    number: ['decimal'],
    date: ['datetime'],
  };
  const readable =
    actual === field.type || actual === 'text' || field.type === 'text' || widened[actual]?.includes(field.type);
  if (readable) return;
  const params = { column: name, expected: field.type, actual: type.name };
  throw new TelarError('postgres_column_type_changed', { params, field: 'fields', status: 422 });
}

function describeScan(path: string, fields: readonly SourceField[], lenient: boolean): Extraction['scan'] {
  return {
    format: 'csv',
    path,
    columns: fields.map(({ name, type, format }) => ({ name, type, ...(format !== undefined && { format }) })),
    delimiter: ',',
    quote: '"',
    header: false,
    skipRows: 0,
    decimalSeparator: '.',
    thousandsSeparator: '',
    lenient,
    quotedEmptyIsText: true,
  };
}

/** Answers the horizon of the reading, where it is to go on from; see `readHorizon`. */
async function feedPipe(context: ReadContext<PostgresSourceSettings>, query: string, path: string) {
  const { connection, signal, onProgress } = context;
  let horizon: string | null = null;
  const pipe = await openPipeWriter(path, signal);
  let closedByReader = false;
  pipe.once('error', (error: NodeJS.ErrnoException) => {
    closedByReader = error.code === 'EPIPE';
  });
  try {
    await withPostgres(connection, signal, async (client) => {
      await beginReading(client, context.limit === undefined ? readTimeoutMs : lookTimeoutMs);
      if (context.since) horizon = await readHorizon(client);
      const rows = client.query(copyTo(`COPY (${query}) TO STDOUT WITH (FORMAT csv)`));
      let bytes = 0;
      rows.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        onProgress?.({ bytes });
      });
      await pipeline(rows, pipe, { signal });
      await client.query('COMMIT');
      onProgress?.({ rows: rows.rowCount });
    });
  } catch (error) {
    // The engine has read what it wanted, or has failed itself and says so.
    if (!closedByReader) throw error;
  } finally {
    pipe.destroy();
  }
  return horizon;
}
