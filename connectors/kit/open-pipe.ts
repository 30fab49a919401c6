import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pollMs = 5;

/** Makes a named pipe at the path. */
export async function makePipe(path: string): Promise<void> {
  await run('mkfifo', ['-m', '600', path]);
}

/** The writing end, opened once the reader is there. Rejects with the signal's reason when aborted before. */
export async function openPipeWriter(path: string, signal: AbortSignal): Promise<Socket> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      return new Socket({ fd, readable: false, writable: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
    await delay(pollMs);
  }
}
