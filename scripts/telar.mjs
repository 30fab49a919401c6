#!/usr/bin/env node
// `telar`: runs on any Node from 20.19 and continues on the pinned runtime.
import { fileURLToPath } from 'node:url';
import { continueOn, findPinnedRuntime, requireNode } from './pinned-runtime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
requireNode();
const runtime = findPinnedRuntime(root);
if (runtime === null) {
  console.error(`Telar is not installed yet. Run npm start in ${root} once.`);
  process.exit(1);
}
// npm runs its scripts in the checkout and says where it was called.
const folder = (process.env.npm_lifecycle_event === 'telar' && process.env.INIT_CWD) || process.cwd();
continueOn(runtime, ['scripts/run-cli.ts', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, TELAR_CLI_FOLDER: folder },
  interrupt: 'SIGINT',
});
