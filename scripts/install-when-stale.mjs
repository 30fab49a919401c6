// Plain JavaScript for any Node from 20.19: the dependencies of a checkout, as its lock file has them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { continueOn, findPinnedRuntime, requireNode } from './pinned-runtime.mjs';

/** Installs what is missing, then continues with a script on the pinned runtime, in the checkout's folder. */
export function installAndContinue(args) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  process.chdir(root);
  requireNode();
  installWhenStale();
  const runtime = findPinnedRuntime(root);
  if (runtime === null) {
    console.error(
      'The pinned Node runtime is not installed. Remove node_modules and start again with install scripts allowed.',
    );
    process.exit(1);
  }
  continueOn(runtime, args);
}

/** Installs when node_modules does not hold what the lock file says. */
function installWhenStale() {
  if (isInstalled()) return;
  const startedAt = Date.now();
  console.log('Installing dependencies…');
  const isWindows = process.platform === 'win32';
  const npm = isWindows ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit', shell: isWindows });
  if (status !== 0) process.exit(status ?? 1);
  console.log(`Installed dependencies in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Whether npm's record of what it installed has every package of the lock file in its version. */
function isInstalled() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages);
  return wanted.every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}
