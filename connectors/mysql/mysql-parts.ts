import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { PartedSource } from '#connectors/kit/connector.ts';
import { describePipeScan } from '#connectors/kit/feed-pipe.ts';
import { meterText } from '#connectors/kit/meter-text.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { beginReading, readTimeoutMs } from './begin-reading.ts';
import { composeReading } from './compose-reading.ts';
import { divideTable } from './divide-table.ts';
import { withMysql } from './mysql-connection.ts';
import { readSourceColumns } from './read-source-columns.ts';
import { streamRows } from './stream-rows.ts';
import { writeCsv } from './write-csv.ts';

/** Parts of a table by its primary key. Each is read in a snapshot of its own: MySQL has none that sessions share. */
export const mysqlParts: PartedSource<TableSourceSettings> = {
  divide: async ({ settings, connection, signal }, wish, work) => {
    if (settings.mode !== 'table') return work(null);
    const division = await withMysql(connection, signal, async (session) => {
      await beginReading(session, readTimeoutMs);
      const columns = await readSourceColumns(session, settings);
      const ranges = await divideTable(session, settings, columns, wish);
      const { lenient } = composeReading(settings, columns, {});
      return ranges === null ? null : { ranges, lenient, state: null, stable: true };
    });
    return work(division);
  },
  read: ({ settings, connection, signal }, { range }, path) =>
    withMysql(connection, signal, async (session) => {
      await beginReading(session, readTimeoutMs);
      const { sql, forms } = composeReading(settings, await readSourceColumns(session, settings), { range });
      const csv = writeCsv(forms);
      const meter = meterText();
      await pipeline(streamRows(session, sql), csv, meter, createWriteStream(path, { flags: 'wx', flush: true }), {
        signal,
      });
      return { rows: csv.rows(), bytes: meter.bytes() };
    }),
  describe: ({ fields, drift }, lenient, path) => describePipeScan(path, fields, lenient, drift),
};
