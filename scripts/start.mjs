// `npm start`, and `npm run web` and the like: everything under the supervisor, or one process alone.
import { installAndContinue } from './install-when-stale.mjs';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const script = names.length === 0 ? 'scripts/supervisor.ts' : 'scripts/run-alone.ts';
installAndContinue([script, ...process.argv.slice(2)]);
