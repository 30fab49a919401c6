import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Versions below these have known vulnerabilities; a registry audit is not always to be had. */
const floors: Readonly<Record<string, string>> = {
  next: '16.2.11',
  'next-auth': '4.24.15',
  fastify: '5.8.5',
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version: string }> };

function isAtLeast(version: string, floor: string): boolean {
  const order = version.localeCompare(floor, 'en', { numeric: true });
  return order >= 0;
}

describe('version floors', () => {
  it.each(Object.entries(floors))('%s is at least %s, everywhere in the lockfile', (name, floor) => {
    const installed = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(installed.length).toBeGreaterThan(0);
    for (const [path, { version }] of installed) expect(isAtLeast(version, floor), `${path} ${version}`).toBe(true);
  });

  it('orders versions by number', () => {
    expect(isAtLeast('16.10.0', '16.2.11')).toBe(true);
    expect(isAtLeast('5.8.4', '5.8.5')).toBe(false);
  });
});
