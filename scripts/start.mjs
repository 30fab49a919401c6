// Runs on any Node from 20.19: brings the dependencies up to date, then continues on the pinned runtime.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Telar needs Node 20.19 or newer to start; this is ${process.versions.node}.`);
  process.exit(1);
}

installWhenStale();

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const script = names.length === 0 ? 'scripts/supervisor.ts' : 'scripts/run-alone.ts';
const runtime = process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node';
if (!existsSync(runtime)) {
  console.error(
    'The pinned Node runtime is not installed. Remove node_modules and start again with install scripts allowed.',
  );
  process.exit(1);
}

// Its own session: Ctrl+C reaches only this process, so that the others are stopped in order.
const child = spawn(runtime, [script, ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  detached: true,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1)));

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
