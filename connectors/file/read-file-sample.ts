import { type FileHandle, open } from 'node:fs/promises';

const wholeFileBytes = 1024 * 1024;
const headBytes = 256 * 1024;
const windowBytes = 64 * 1024;
const windowCount = 6;

/** Parts of a file, enough to tell its format without reading it all. */
export interface FileSample {
  readonly sizeBytes: number;
  readonly head: Uint8Array;
  /** From places further on, the end included; empty when `head` is the whole file. */
  readonly windows: readonly Uint8Array[];
}

export async function readFileSample(path: string): Promise<FileSample> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await readAt(file, 0, size <= wholeFileBytes ? size : headBytes);
    const rest = size - head.length;
    const windows: Uint8Array[] = [];
    const count = Math.min(windowCount, Math.ceil(rest / windowBytes));
    for (let index = 0; index < count; index += 1) {
      const last = Math.max(head.length, size - windowBytes);
      const start = count === 1 ? last : head.length + Math.floor(((last - head.length) * index) / (count - 1));
      // UTF-16 characters begin at even places.
      const even = start - (start % 2);
      windows.push(await readAt(file, even, Math.min(windowBytes, size - even)));
    }
    return { sizeBytes: size, head, windows };
  } finally {
    await file.close();
  }
}

/** The first bytes of a file, at most `length`. */
export async function readFileHead(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await readAt(file, 0, Math.min(size, length));
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
