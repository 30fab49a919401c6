import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { runCommand } from './run-command.ts';

/** Path of a Chromium: Playwright's own, the system's, or Debian's package when this user may install it; else null. */
export async function findBrowser(): Promise<string | null> {
  const known = [chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const installed = known.find((path) => path !== '' && existsSync(path));
  if (installed !== undefined) return installed;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-qq'], environment);
  await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], environment);
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : null;
}
