// Plain JavaScript for any Node from 20.19: how the product's own commands get from there to the pinned runtime.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Ends this process with a sentence when its Node is too old to go on. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Telar needs Node 20.19 or newer to start; this is ${process.versions.node}.`);
  process.exit(1);
}

/** The pinned Node of a checkout, or null when it is not installed. */
export function findPinnedRuntime(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const runtime = join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(runtime) ? runtime : null;
}

/**
 * Runs a script on the pinned runtime in a session of its own and ends as it ends. Ctrl+C reaches only this process,
 * which passes it on once, as `interrupt`; the child also learns by `disconnect` when this process is gone.
 */
export function continueOn(runtime, args, { interrupt = 'SIGTERM', ...options } = {}) {
  const child = spawn(runtime, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true, ...options });
  process.on('SIGINT', () => child.kill(interrupt));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1)));
}
