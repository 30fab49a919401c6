import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The first folder on the way to `path` that other users may not pass through; null when there is none. */
export function findClosedFolder(path: string): string | null {
  const parent = dirname(path);
  const closed = parent === path ? null : findClosedFolder(parent);
  if (closed !== null) return closed;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode === undefined || mode & 0o001 ? null : path;
}
