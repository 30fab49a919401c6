import { mkdir, writeFile } from 'node:fs/promises';
import { diffMigrations } from '#core/platform/migrate-database.ts';

const name = process.argv[2];
const databaseUrl = process.env.DATABASE_URL;
if (!name || !/^[a-z][a-z0-9_]*$/.test(name) || !databaseUrl) {
  console.error('Usage: DATABASE_URL=… node scripts/create-migration.ts name_in_snake_case');
  process.exit(1);
}
const script = await diffMigrations(databaseUrl);
if (script === null) {
  console.log('The migrations already say what the schema says.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = new URL(`../prisma/migrations/${stamp}_${name}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('migration.sql', folder), script);
  console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql`);
}
// The schema engine leaves a ten-second timer behind.
process.exit(0);
