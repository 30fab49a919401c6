import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Client, escapeLiteral } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { PartedSource, PartPlace } from '#connectors/kit/connector.ts';
import { describePipeScan } from '#connectors/kit/feed-pipe.ts';
import { meterText } from '#connectors/kit/meter-text.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { composeReading } from './compose-reading.ts';
import { divideTable } from './divide-table.ts';
import { withPostgres } from './postgres-connection.ts';
import { readSourceColumns } from './read-source-columns.ts';

const readTimeoutMs = 6 * 3_600_000;

/** What PostgreSQL says of a snapshot whose session has ended, or that belongs to another server. */
const snapshotGone = new Set(['22023', '42704', '55000']);

/** Parts of a table, which all see it as the session that divided it does. */
export const postgresParts: PartedSource<TableSourceSettings> = {
  divide: ({ settings, connection, signal }, wish, work) =>
    withPostgres(connection, signal, async (client) => {
      await beginSnapshot(client);
      const columns = settings.mode === 'table' ? await readSourceColumns(client, settings) : [];
      const divided = settings.mode === 'table' ? await divideTable(client, settings, columns, wish) : null;
      if (divided === null) {
        await client.query('COMMIT');
        return work(null);
      }
      const { lenient } = composeReading(settings, columns, {});
      const { rows } = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
      return work({ ...divided, lenient, state: rows[0]?.id ?? null });
    }),
  read: ({ settings, connection, signal }, part, path) =>
    withPostgres(connection, signal, async (client) => {
      await joinSnapshot(client, part);
      const columns = await readSourceColumns(client, settings);
      const { query } = composeReading(settings, columns, { range: part.range });
      const copy = client.query(copyTo(`COPY (${query}) TO STDOUT WITH (FORMAT csv)`));
      const meter = meterText();
      await pipeline(copy, meter, createWriteStream(path, { flags: 'wx', flush: true }), { signal });
      await client.query('COMMIT');
      return { rows: copy.rowCount, bytes: meter.bytes() };
    }),
  describe: ({ fields, drift }, lenient, path) => describePipeScan(path, fields, lenient, drift),
};

/** The session waits while others read: nobody may end it for that. */
async function beginSnapshot(client: Client): Promise<void> {
  await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${readTimeoutMs};
     SET LOCAL idle_in_transaction_session_timeout = 0`,
  );
}

async function joinSnapshot(client: Client, { state }: PartPlace): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    if (state !== null) await client.query(`SET TRANSACTION SNAPSHOT ${escapeLiteral(state)}`);
  } catch (error) {
    if (!snapshotGone.has((error as { code?: string }).code ?? '')) throw error;
    throw new TelarError('source_state_gone', { actor: 'nobody', retryable: true, cause: error });
  }
  await client.query(`SET LOCAL statement_timeout = ${readTimeoutMs}`);
}
