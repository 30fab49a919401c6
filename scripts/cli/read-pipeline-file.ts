import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { type PipelineFile, parsePipelineFile } from '#core/pipelines/pipeline-file.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Terminal } from './command.ts';

type Place = Pick<Terminal, 'folder'>;

/** Reads a pipeline file or a bare graph, which is named after its file. Throws `local_file_unreadable` and the parser's. */
export async function readPipelineFile(path: string, { folder }: Place): Promise<PipelineFile> {
  const text = await readFile(resolve(folder, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new TelarError('local_file_unreadable', { params: { path, reason: cause.code ?? 'other' }, cause });
  });
  return parsePipelineFile(text, basename(path, extname(path)));
}

/** Whether the word names a file: one that is there, or that by its ending was meant as one. */
export async function findLocalFile(word: string, { folder }: Place): Promise<boolean> {
  if (word.endsWith('.json')) return true;
  const found = await stat(resolve(folder, word)).catch(() => null);
  return found?.isFile() ?? false;
}
