// `npm test`: every check, or those named.
import { installAndContinue } from './install-when-stale.mjs';

installAndContinue(['scripts/run-tests.ts', ...process.argv.slice(2)]);
