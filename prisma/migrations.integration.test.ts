import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#core/platform/create-test-database.ts';
import { diffMigrations, migrateDatabase } from '#core/platform/migrate-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrated: false });
});
afterAll(() => database.drop());

it('has migrations that say the same as the schema', async () => {
  expect(await diffMigrations(database.url)).toBeNull();
});

it('migrates once, however many processes start together', async () => {
  const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(database.url)));
  const [first, ...others] = applied.sort((a, b) => b.length - a.length);
  expect(first?.length).toBeGreaterThan(0);
  expect(others).toEqual([[], []]);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query('SELECT count(*)::int AS count FROM runs');
  await client.end();
  expect(rows).toEqual([{ count: 0 }]);
});
