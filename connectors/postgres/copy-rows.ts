import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { LoadContext } from '#connectors/kit/connector.ts';
import { makePipe, openPipeReader } from '#connectors/kit/open-pipe.ts';

/**
 * Streams the node's rows into `into` (a table with its column list) and answers how many arrived.
 * Rejects with PostgreSQL's reason when it refuses the rows, else with the engine's.
 */
export async function copyRows(client: Client, into: string, context: LoadContext<unknown>): Promise<number> {
  const path = join(context.folder, `load-${crypto.randomUUID()}.csv`);
  await makePipe(path);
  const pipe = openPipeReader(path);
  const copying = client.query(copyFrom(`COPY ${into} FROM STDIN WITH (FORMAT csv)`));
  let exportFailure: unknown;
  const exporting = context.exportRows('copy-csv', path).catch((error: unknown) => {
    exportFailure = error;
    // The writer may have failed before it opened the pipe, which then would never end.
    pipe.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    await pipeline(pipe, copying, { signal: context.signal });
    await exporting;
    if (exportFailure !== undefined) throw exportFailure;
    return copying.rowCount;
  } catch (error) {
    pipe.destroy();
    await exporting;
    throw isPostgresFailure(error) ? error : (exportFailure ?? error);
  } finally {
    await rm(path, { force: true });
  }
}

function isPostgresFailure(error: unknown): boolean {
  return typeof (error as { severity?: unknown }).severity === 'string';
}
