import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Terminal } from '../command.ts';

/** The bytes of a file named on the command line. Throws `local_file_unreadable`. */
export async function readLocalFile(path: string, { folder }: Pick<Terminal, 'folder'>): Promise<Buffer> {
  return readFile(resolve(folder, path)).catch((cause: NodeJS.ErrnoException) => {
    throw new TelarError('local_file_unreadable', { params: { path, reason: cause.code ?? 'other' }, cause });
  });
}

/** Shares from files, each with one share per line. Throws `local_file_unreadable`. */
export async function readShares(paths: readonly string[], terminal: Pick<Terminal, 'folder'>): Promise<string[]> {
  const texts = await Promise.all(paths.map((path) => readLocalFile(path, terminal)));
  return texts.flatMap((text) => text.toString().split('\n')).filter((line) => line.trim() !== '');
}
