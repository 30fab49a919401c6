import { existsSync } from 'node:fs';
import { runCommand } from './run-command.ts';

/** Installs a package of Debian's where this user may; does nothing anywhere else. */
export async function installPackage(name: string): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-qq'], environment);
  await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], environment);
}
