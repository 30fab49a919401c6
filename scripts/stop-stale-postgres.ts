import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const stopDeadlineMs = 20_000;
const pollMs = 50;

/**
 * Clears what a PostgreSQL left behind that was not stopped: one that still runs on the folder is stopped,
 * and a lock file whose process is gone, or is now some other program, is removed.
 */
export async function stopStalePostgres(folder: string): Promise<void> {
  const path = join(folder, 'postmaster.pid');
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 0)) return;
  const deadline = Date.now() + stopDeadlineMs;
  if (await isPostgres(pid)) process.kill(pid, 'SIGINT');
  while ((await isPostgres(pid)) && Date.now() < deadline) await wait(pollMs);
  await rm(path, { force: true });
}

async function isPostgres(pid: number): Promise<boolean> {
  const commandLine =
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)) ??
    (await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).then(
      ({ stdout }) => stdout,
      () => '',
    ));
  return /postgres/.test(commandLine);
}
