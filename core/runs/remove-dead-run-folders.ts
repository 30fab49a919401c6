import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';

/** Removes folders of this machine whose execution ended without clearing up: its worker was killed. */
export async function removeDeadRunFolders(): Promise<void> {
  const parent = join(readConfig().dataDir, 'runs');
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, id, epoch] = /^(run_[a-z0-9]+)-(\d+)(?:-part-.*)?$/.exec(name) ?? [];
    if (id === undefined) continue;
    const run = await getDatabase().run.findUnique({ where: { id }, select: { status: true, epoch: true } });
    const isAtWork = run?.status === 'running' && run.epoch === Number(epoch);
    if (!isAtWork) await rm(join(parent, name), { recursive: true, force: true });
  }
}
