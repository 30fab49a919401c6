import { Client } from 'pg';
import { readMigrations, readSchema, schemaFilter, withSchemaEngine } from './schema-engine.ts';

/** Key of the advisory lock that lets only one process migrate at a time. */
const migrationLock = 8_320_011;

/** Brings the database to the newest migration and answers the names of those it applied. Safe to run concurrently. */
export async function migrateDatabase(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  const client = new Client({ connectionString: databaseUrl });
  // A broken connection fails the query in hand; without a listener it would also end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    if (
      await isUpToDate(
        client,
        migrationsList.migrationDirectories.map((directory) => directory.path),
      )
    )
      return [];
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: schemaFilter }),
    );
    return appliedMigrationNames;
  } finally {
    await client.end();
  }
}

/** SQL that leads from the migrations to the schema; null when they say the same. Uses a shadow database. */
export async function diffMigrations(databaseUrl: string): Promise<string | null> {
  const [migrations, schema] = await Promise.all([readMigrations(), readSchema()]);
  const { exitCode, stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: true,
      filters: schemaFilter,
    }),
  );
  return exitCode === 0 ? null : (stdout ?? '');
}

/** Spares a start that has nothing to migrate the second it takes to load the engine. */
async function isUpToDate(client: Client, names: readonly string[]): Promise<boolean> {
  const { rows: tables } = await client.query(`SELECT to_regclass('_prisma_migrations') AS name`);
  if (tables[0].name === null) return false;
  const { rows } = await client.query(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map((row) => row.name));
  return names.every((name) => applied.has(name));
}
