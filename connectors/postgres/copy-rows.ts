import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { LoadContext } from '#connectors/kit/connector.ts';
import { readGrowingFile } from '#connectors/kit/read-growing-file.ts';

/** What brings rows to the server. */
export type CopyContext = Pick<LoadContext<unknown>, 'fields' | 'folder' | 'signal' | 'exportRows'>;

/**
 * Streams the node's rows into `into` (a table with its column list) while they are written, and answers how many
 * arrived. Rejects with PostgreSQL's reason when it refuses the rows, else with the engine's.
 */
export async function copyRows(client: Client, into: string, context: CopyContext): Promise<number> {
  const path = join(context.folder, `load-${crypto.randomUUID()}.csv`);
  const copying = client.query(copyFrom(composeCopy(into)));
  const exporting = context.exportRows('copy-csv', path);
  try {
    await pipeline(readGrowingFile(path, exporting), copying, { signal: context.signal });
    return copying.rowCount;
  } catch (error) {
    const [exported] = await Promise.allSettled([exporting]);
    throw exported.status === 'rejected' && !isPostgresFailure(error) ? exported.reason : error;
  } finally {
    await rm(path, { force: true });
  }
}

export function composeCopy(into: string): string {
  return `COPY ${into} FROM STDIN WITH (FORMAT csv)`;
}

function isPostgresFailure(error: unknown): boolean {
  return typeof (error as { severity?: unknown }).severity === 'string';
}
