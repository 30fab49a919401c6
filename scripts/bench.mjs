// `npm run bench NAME`: one file of `bench/` with its arguments.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installAndContinue } from './install-when-stale.mjs';

const [name = '', ...rest] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name) || !existsSync(fileURLToPath(new URL(`../bench/${name}.ts`, import.meta.url)))) {
  console.error('Name a benchmark: npm run bench etl');
  process.exit(2);
}
installAndContinue([`bench/${name}.ts`, ...rest]);
