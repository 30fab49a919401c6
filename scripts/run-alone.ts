import { migrateDatabase } from '#core/platform/migrate-database.ts';
import { presentError } from '#core/platform/present-error.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { buildWhenStale, generateWhenStale } from './prepare.ts';
import { isProcessName, processes } from './processes.ts';

const name = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '';
if (!isProcessName(name)) {
  console.error(`There is no process "${name}". Choose one of ${Object.keys(processes).join(', ')}.`);
  process.exit(1);
}
try {
  await generateWhenStale();
  await migrateDatabase(readConfig().databaseUrl);
  if (name === 'web' && !process.argv.includes('--dev')) await buildWhenStale();
} catch (error) {
  console.error(error instanceof TelarError ? presentError(error, 'en').message : error);
  process.exit(1);
}
await import(`../${processes[name]}`);
