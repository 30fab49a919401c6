import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sampleQuery } from '#core/compiler/sample-company/sample-query.ts';
import { renderSql } from '#core/compiler/sql.ts';
import { createEnginePool } from '#core/engine/engine-pool.ts';
import { exportRelation } from '#core/engine/export-relation.ts';

/** Path of a CSV with that many contacts of the sample company; made once, the same bytes everywhere. */
export async function makeContactsFile(rows: number): Promise<string> {
  const folder = resolve('.telar/bench');
  const file = join(folder, `contacts-${rows}.csv`);
  if (existsSync(file)) return file;
  const workFolder = join(folder, 'making');
  await mkdir(workFolder, { recursive: true });
  const pool = createEnginePool({ warm: 0, maxSessions: 1 });
  const session = await pool.open({ folder: workFolder, storage: 'memory', memoryLimitMb: 1024, deadlineMs: 600_000 });
  try {
    await exportRelation(session, renderSql(sampleQuery('contacts', rows)), 'csv', join(workFolder, 'contacts.csv'));
    await rename(join(workFolder, 'contacts.csv'), file);
  } finally {
    await session.close();
    await pool.close();
    await rm(workFolder, { recursive: true, force: true });
  }
  return file;
}
