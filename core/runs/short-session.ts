import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { readDataDir } from '#core/platform/read-config.ts';

/** Lends a memory session in a folder of its own, for work that takes milliseconds unless told. */
export async function withShortSession<Result>(
  work: (session: EngineSession, folder: string) => Promise<Result>,
  deadlineMs = 20_000,
): Promise<Result> {
  const folder = join(readDataDir(), 'short', randomUUID());
  const session = await getEnginePool().open({ folder, storage: 'memory', memoryLimitMb: 256, deadlineMs });
  try {
    return await work(session, folder);
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
}
