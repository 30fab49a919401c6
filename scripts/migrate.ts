import { migrateDatabase } from '#core/platform/migrate-database.ts';

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  console.error('DATABASE_URL is not set: it names the PostgreSQL database to migrate.');
  process.exit(1);
}
const applied = await migrateDatabase(databaseUrl);
console.log(applied.length === 0 ? 'Nothing to migrate.' : `Applied ${applied.join(', ')}.`);
// The schema engine leaves a ten-second timer behind.
process.exit(0);
