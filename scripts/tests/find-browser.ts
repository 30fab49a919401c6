import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { installPackage } from './install-package.ts';

/** Path of a Chromium: Playwright's own, the system's, or Debian's package when this user may install it; else null. */
export async function findBrowser(): Promise<string | null> {
  const known = [chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const installed = known.find((path) => path !== '' && existsSync(path));
  if (installed !== undefined) return installed;
  await installPackage('chromium');
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : null;
}
