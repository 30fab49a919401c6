import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrateDatabase } from './migrate-database.ts';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const serverUrl = process.env.TELAR_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/**
 * Creates a database of its own for one test file, migrated unless told otherwise.
 * The server is named by TELAR_TEST_DATABASE_URL (a superuser), else the one on 127.0.0.1:5432.
 */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const name = `telar_test_${randomBytes(6).toString('hex')}`;
  await runOnServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (migrated) await migrateDatabase(url.href);
  return { url: url.href, drop: () => runOnServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function runOnServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
