import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReadContext, SourceConnector } from '#connectors/kit/connector.ts';
import { lookAtTable } from '#connectors/kit/database/look-at-table.ts';
import { describePipeScan, feedPipe } from '#connectors/kit/feed-pipe.ts';
import { meterText } from '#connectors/kit/meter-text.ts';
import { makePipe } from '#connectors/kit/open-pipe.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { beginReading, lookTimeoutMs, readTimeoutMs } from './begin-reading.ts';
import { composeReading, type Reading } from './compose-reading.ts';
import { estimateRows } from './divide-table.ts';
import { toFieldType } from './map-mysql-type.ts';
import { withMysql } from './mysql-connection.ts';
import { mysqlParts } from './mysql-parts.ts';
import { readHorizon } from './read-horizon.ts';
import { readSourceColumns } from './read-source-columns.ts';
import { streamRows } from './stream-rows.ts';
import { writeCsv } from './write-csv.ts';

/** Rows of a MySQL or MariaDB table, view or query. */
export const mysqlSource: SourceConnector<TableSourceSettings> = {
  ...lookAtTable(({ settings, connection, signal }) =>
    withMysql(connection, signal, async (session) => {
      await beginReading(session, lookTimeoutMs);
      const columns = await readSourceColumns(session, settings);
      const fields = columns.map(({ name, type }) => ({ name, type: toFieldType(type) }));
      return { fields, totalRows: await estimateRows(session, settings) };
    }),
  ),
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
  parts: mysqlParts,
};

/** Answers the horizon of the reading, where it is to go on from; see `readHorizon`. */
async function feedRows(context: ReadContext<TableSourceSettings>, { sql, forms }: Reading, path: string) {
  const { connection, signal, onProgress } = context;
  let horizon: string | null = null;
  await feedPipe(path, signal, (pipe) =>
    withMysql(connection, signal, async (session) => {
      if (context.since) horizon = await readHorizon(session);
      await beginReading(session, context.limit === undefined ? readTimeoutMs : lookTimeoutMs);
      const csv = writeCsv(forms);
      await pipeline(
        streamRows(session, sql),
        csv,
        meterText((bytes) => onProgress?.({ bytes })),
        pipe,
        { signal },
      );
      onProgress?.({ rows: csv.rows() });
    }),
  );
  return horizon;
}
