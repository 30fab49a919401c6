import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from './create-test-database.ts';
import { getDatabase } from './database.ts';
import { closeNotify } from './notify.ts';

/**
 * Gives this test file a migrated database and a data folder of its own, which `readConfig` then names. Connections may
 * lead to its server unless the file says what else they may.
 */
export function provideTestDatabase(): void {
  let database: TestDatabase;
  let dataDir: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'telar-test-'));
    process.env.DATABASE_URL = database.url;
    process.env.TELAR_DATA_DIR = dataDir;
    process.env.TELAR_EGRESS_ALLOW ??= new URL(database.url).host;
    delete process.env.REDIS_URL;
  });
  afterAll(async () => {
    await closeNotify();
    await getDatabase().$disconnect();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
}
