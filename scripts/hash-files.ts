import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';

/** A hash over the names and bytes of the files that the patterns match, tests left out. */
export function hashFiles(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync([...patterns]).filter((file) => !/\.test\.tsx?$/.test(file) && statSync(file).isFile());
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Whether the stamp file says something else than `stamp`, or is missing. */
export function isStale(stampPath: string, stamp: string): boolean {
  return !existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== stamp;
}
