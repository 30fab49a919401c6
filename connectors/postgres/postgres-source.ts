import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ReadContext, SourceConnector } from '#connectors/kit/connector.ts';
import { lookAtTable } from '#connectors/kit/database/look-at-table.ts';
import { describePipeScan, feedPipe } from '#connectors/kit/feed-pipe.ts';
import { meterText } from '#connectors/kit/meter-text.ts';
import { makePipe } from '#connectors/kit/open-pipe.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { extractChanges } from './changes/extract-changes.ts';
import { composeReading } from './compose-reading.ts';
import { readHorizon } from './compose-since.ts';
import { toFieldType } from './map-postgres-type.ts';
import { withPostgres } from './postgres-connection.ts';
import { postgresParts } from './postgres-parts.ts';
import { readSourceColumns, relationText } from './read-source-columns.ts';

const lookTimeoutMs = 60_000;
const readTimeoutMs = 6 * 3_600_000;

/** Rows of a PostgreSQL table, view or query, as COPY's own bytes. */
export const postgresSource: SourceConnector<TableSourceSettings> = {
  ...lookAtTable(({ settings, connection, signal }) =>
    withPostgres(connection, signal, async (client) => {
      await beginReading(client, lookTimeoutMs);
      const columns = await readSourceColumns(client, settings);
      const fields = columns.map(({ name, type }) => ({ name, type: toFieldType(type) }));
      return { fields, totalRows: await estimateRows(client, settings) };
    }),
  ),
  extract: async (context) => {
    if (context.changes !== undefined) return extractChanges(context, context.changes);
    const { settings, connection, signal, folder } = context;
    const { query, lenient } = await withPostgres(connection, signal, async (client) => {
      await beginReading(client, lookTimeoutMs);
      return composeReading(settings, await readSourceColumns(client, settings), context);
    });
    const path = join(folder, `postgres-${crypto.randomUUID()}.csv`);
    await makePipe(path);
    let horizon: string | null = null;
    const feed = async () => {
      horizon = await feedRows(context, query, path);
    };
    return { scan: describePipeScan(path, settings.fields, lenient, settings.drift), feed, horizon: () => horizon };
  },
  parts: postgresParts,
};

async function beginReading(client: Client, timeoutMs: number): Promise<void> {
  await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}`);
}

/** The planner's estimate; unknown for queries and for tables that were never analysed. */
async function estimateRows(client: Client, { mode, schema, table }: TableSourceSettings) {
  if (mode === 'query') return undefined;
  const { rows } = await client.query<{ estimate: number }>(
    `SELECT reltuples::float8 AS estimate FROM pg_class WHERE oid = $1::regclass AND relkind IN ('r', 'm')`,
    [relationText({ mode, schema, table, query: '' })],
  );
  const estimate = rows[0]?.estimate ?? -1;
  return estimate > 0 ? Math.round(estimate) : undefined;
}

/** Answers the horizon of the reading, where it is to go on from; see `readHorizon`. */
async function feedRows(context: ReadContext<TableSourceSettings>, query: string, path: string) {
  const { connection, signal, onProgress } = context;
  let horizon: string | null = null;
  await feedPipe(path, signal, (pipe) =>
    withPostgres(connection, signal, async (client) => {
      await beginReading(client, context.limit === undefined ? readTimeoutMs : lookTimeoutMs);
      if (context.since) horizon = await readHorizon(client);
      const rows = client.query(copyTo(`COPY (${query}) TO STDOUT WITH (FORMAT csv)`));
      await pipeline(
        rows,
        meterText((bytes) => onProgress?.({ bytes })),
        pipe,
        { signal },
      );
      await client.query('COMMIT');
      onProgress?.({ rows: rows.rowCount });
    }),
  );
  return horizon;
}
