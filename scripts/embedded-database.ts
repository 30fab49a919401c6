import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdNextPort, holdPort } from './hold-port.ts';

const firstPort = 54_320;
const host = '127.0.0.1';

/**
 * The address of the PostgreSQL that the data folder holds, the same at every start while its port is free.
 * It is kept in `database-url`, where processes started alone find it.
 */
export async function chooseDatabaseUrl(dataDir: string): Promise<string> {
  const path = join(dataDir, 'database-url');
  await mkdir(dataDir, { recursive: true });
  const known = await readFile(path, 'utf8').catch(() => null);
  const url = new URL(known ?? `postgres://telar:${randomBytes(24).toString('hex')}@${host}/telar`);
  const port = Number(url.port || firstPort);
  if (known !== null && (await holdPort(host, port))) return url.href;
  url.port = String(await holdNextPort(host, port));
  await writeFile(path, url.href, { mode: 0o600 });
  return url.href;
}
