import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const folder = join(tmpdir(), `telar-ports-${userInfo().username}`);

/**
 * Takes a port on which nothing listens, for as long as this process lives: two that start at once never take the same,
 * though it takes them a while to listen. Answers whether it was to be had.
 */
export async function holdPort(host: string, port: number): Promise<boolean> {
  const path = join(folder, String(port));
  await mkdir(folder, { recursive: true });
  await dropStale(path);
  const isHeld = await writeFile(path, String(process.pid), { flag: 'wx' }).then(() => true, isTaken);
  if (!isHeld) return false;
  if (await isPortFree(host, port)) return true;
  await rm(path, { force: true });
  return false;
}

/** The first port from `preferred` on that is to be had, held. */
export async function holdNextPort(host: string, preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 100; port++) if (await holdPort(host, port)) return port;
  throw new Error(`No free port between ${preferred} and ${preferred + 99}.`);
}

/** Removes the mark of a process that is gone. */
async function dropStale(path: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder === null || isAlive(holder)) return;
  const aside = `${path}.${process.pid}`;
  // Only one of several can move it away, and what was moved may be the mark of one that was faster.
  const isMoved = await rename(path, aside).then(() => true, isGone);
  if (!isMoved) return;
  if ((await readHolder(aside)) === holder) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function readHolder(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  // One that is being written is empty for a moment.
  return text === null || text === '' ? null : Number(text);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isTaken(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

function isGone(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}

function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
