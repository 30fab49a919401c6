import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReadContext, SourceConnector } from '#connectors/kit/connector.ts';
import { describePipeScan, feedPipe } from '#connectors/kit/feed-pipe.ts';
import { makePipe } from '#connectors/kit/open-pipe.ts';
import { checkReadable, describeColumns, findColumn, findCursor } from '#connectors/kit/table-columns.ts';
import { type Field, isNumericType } from '#core/graph/field-type.ts';
import type { DriftPolicy } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { composeSince } from './compose-since.ts';
import { mayNotFit, readingExpression, toFieldType } from './map-mysql-type.ts';
import { withMysql } from './mysql-connection.ts';
import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote.ts';
import { readHorizon } from './read-horizon.ts';
import { readSourceColumns, relationText, type SourceColumn } from './read-source-columns.ts';
import { chooseForm, writeCsv } from './write-csv.ts';

const lookTimeoutMs = 60_000;
const readTimeoutMs = 6 * 3_600_000;

/** Rows of a MySQL or MariaDB table, view or query. */
export const mysqlSource: SourceConnector<TableSourceSettings> = {
  discover: ({ settings, connection, signal }) =>
    withMysql(connection, signal, async (session) => {
      await beginReading(session, lookTimeoutMs);
      const columns = await readSourceColumns(session, settings);
      const fields: Field[] = columns.map(({ name, type }) => ({ name, type: toFieldType(type) }));
      const totalRows = await estimateRows(session, settings);
      return {
        fields,
        settings: { fields },
        shape: describeColumns(fields),
        ...(totalRows !== undefined && { totalRows }),
      };
    }),
  inspect: ({ settings, connection, signal }) =>
    withMysql(connection, signal, async (session) => {
      await beginReading(session, lookTimeoutMs);
      const columns = await readSourceColumns(session, settings);
      return describeColumns(columns.map(({ name, type }) => ({ name, type: toFieldType(type) })));
    }),
  extract: async (context) => {
    const { settings, connection, signal, folder } = context;
    const reading = await withMysql(connection, signal, async (session) => {
      await beginReading(session, lookTimeoutMs);
      return composeReading(settings, await readSourceColumns(session, settings), context);
    });
    const path = join(folder, `mysql-${crypto.randomUUID()}.csv`);
    await makePipe(path);
    let horizon: string | null = null;
    const feed = async () => {
      horizon = await feedRows(context, reading, path);
    };
    return {
      scan: describePipeScan(path, settings.fields, reading.lenient, settings.drift),
      feed,
      horizon: () => horizon,
    };
  },
};

/** One snapshot, in which nothing can be written. A reader that is slow for a while must not be taken for dead. */
async function beginReading({ connection, isMariaDb }: MysqlSession, timeoutMs: number): Promise<void> {
  const seconds = Math.ceil(timeoutMs / 1000);
  const limit = isMariaDb ? `max_statement_time = ${seconds}` : `max_execution_time = ${timeoutMs}`;
  await connection.query(`SET SESSION net_write_timeout = ${seconds}, SESSION ${limit}`);
  await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await connection.query('START TRANSACTION READ ONLY');
}

/** The server's estimate; unknown for queries and views. */
async function estimateRows({ connection, database }: MysqlSession, { mode, schema, table }: TableSourceSettings) {
  if (mode === 'query') return undefined;
  const sql = 'SELECT TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?';
  const [rows] = await connection.execute({ sql, rowsAsArray: true }, [schema === '' ? database : schema, table]);
  const estimate = Number((rows as unknown[][])[0]?.[0] ?? 0);
  return estimate > 0 ? estimate : undefined;
}

interface Reading {
  readonly sql: string;
  readonly forms: Parameters<typeof writeCsv>[0];
  readonly lenient: boolean;
}

function composeReading(
  settings: TableSourceSettings,
  columns: readonly SourceColumn[],
  { limit, since }: ReadContext<TableSourceSettings>,
): Reading {
  const { drift } = settings;
  const find = (field: SourceField) => columns[findColumn('mysql', field, columns, drift)];
  const place = ({ column }: SourceColumn) => `source.${quoteName(column)}`;
  const chosen = settings.fields.map((field) => ({ field, column: find(field) }));
  const selected = chosen.map(({ column }) => (column ? readingExpression(place(column), column.type) : 'NULL'));
  const cursor = since?.from == null ? undefined : find(findCursor(since, settings.fields));
  const bound = cursor === undefined ? '' : composeSince(since, place(cursor), cursor.type);
  const rows = limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.floor(limit))}`;
  return {
    sql: `SELECT ${selected.join(', ')} FROM ${relationText(settings)} AS source${bound}${rows}`,
    forms: chosen.map(({ field, column }) => (column ? chooseForm(column.type, field.type) : { quoted: false })),
    lenient: chosen.some(({ field, column }) => column !== undefined && mayNotHold(field, column, drift)),
  };
}

/** Whether rows have to be judged one by one. What is yes or no to MySQL is a number too. */
function mayNotHold(field: SourceField, { name, type }: SourceColumn, drift: DriftPolicy | undefined): boolean {
  const actual = toFieldType(type);
  if (actual === 'boolean' && isNumericType(field.type)) return mayNotFit(type, field.type);
  const readable = checkReadable('mysql', field, { name, type: actual, typeName: type.name }, drift);
  return !readable || mayNotFit(type, field.type);
}

/** Answers the horizon of the reading, where it is to go on from; see `readHorizon`. */
async function feedRows(context: ReadContext<TableSourceSettings>, { sql, forms }: Reading, path: string) {
  const { connection, signal, onProgress } = context;
  let horizon: string | null = null;
  await feedPipe(path, signal, (pipe) =>
    withMysql(connection, signal, async (session) => {
      if (context.since) horizon = await readHorizon(session);
      await beginReading(session, context.limit === undefined ? readTimeoutMs : lookTimeoutMs);
      const query = session.client.query({ sql, rowsAsArray: true, typeCast: false });
      const csv = writeCsv(forms);
      let bytes = 0;
      csv.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        onProgress?.({ bytes });
      });
      await pipeline(query.stream(), csv, pipe, { signal });
      onProgress?.({ rows: csv.rows() });
    }),
  );
  return horizon;
}
