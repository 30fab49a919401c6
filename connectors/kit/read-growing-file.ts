import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const chunkBytes = 256 * 1024;
const pollMs = 4;

/**
 * The bytes of a file that `writing` is still appending to, as they arrive, until `writing` resolves and all are read.
 * Throws what `writing` rejects with, so that a half-written file never looks complete. Against a named pipe this takes
 * disk, and saves writer and reader from waking each other every 64 KB.
 */
export function readGrowingFile(path: string, writing: Promise<unknown>): AsyncGenerator<Buffer> {
  const progress = { isWritten: false };
  const written = writing.then(() => {
    progress.isWritten = true;
  });
  // Handled from the start: the reader may begin late or leave early, and then hears nothing of a failure.
  written.catch(() => undefined);
  return followFile(path, progress, written);
}

async function* followFile(path: string, progress: { isWritten: boolean }, written: Promise<void>) {
  let file: FileHandle | null = null;
  try {
    for (let position = 0; ; ) {
      // Asked before reading: what was written until then is there to be read.
      const wasWritten = progress.isWritten;
      file ??= await openIfThere(path);
      const { bytesRead, buffer } =
        (await file?.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position)) ?? nothing;
      position += bytesRead;
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (wasWritten) return;
      else await Promise.race([delay(pollMs), written]);
    }
  } finally {
    await file?.close();
  }
}

const nothing = { bytesRead: 0, buffer: Buffer.alloc(0) };

function openIfThere(path: string): Promise<FileHandle | null> {
  return open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
