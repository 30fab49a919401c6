import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageLog } from '#connectors/kit/connector.ts';
import type { PagePosition } from './read-pages.ts';

/** How far reading has come. */
export interface StagedPosition {
  readonly next: PagePosition;
  readonly answeredAt: string | null;
  readonly rows: number;
  readonly pages: number;
}

/** The file that the engine will read, and beside it the part that is not durable yet. */
export interface Staging {
  readonly path: string;
  /** Where an earlier attempt came to; null at the start. */
  readonly position: StagedPosition | null;
  /** Adds a page; `position` is null after the last. */
  readonly write: (lines: readonly string[], position: StagedPosition | null) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the file with what an earlier attempt made durable already in it. */
export async function openStaging(folder: string, log: PageLog | undefined, keepEveryMs: number): Promise<Staging> {
  const path = join(folder, `http-${crypto.randomUUID()}.ndjson`);
  const file = await open(path, 'wx');
  for (const kept of log?.kept?.paths ?? []) await append(file, kept);
  let part = '';
  let keptAt = performance.now();
  return {
    path,
    position: (log?.kept?.position as StagedPosition | undefined) ?? null,
    write: async (lines, position) => {
      const text = lines.map((line) => `${line}\n`).join('');
      await file.write(text);
      if (log === undefined) return;
      part += text;
      const isDue = performance.now() - keptAt >= keepEveryMs || part.length > maxPartLength;
      if (position === null || !isDue) return;
      await log.keep(await writePart(folder, part), position);
      part = '';
      keptAt = performance.now();
    },
    close: () => file.close(),
  };
}

const maxPartLength = 32_000_000;

async function append(file: FileHandle, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) await file.write(chunk as Buffer);
}

async function writePart(folder: string, text: string): Promise<string> {
  const path = join(folder, `part-${crypto.randomUUID()}.ndjson`);
  const file = await open(path, 'wx');
  await file.write(text);
  await file.sync();
  await file.close();
  return path;
}
