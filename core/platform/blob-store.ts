import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readConfig } from './read-config.ts';
import { TelarError } from './telar-error.ts';

export type BlobSource = Uint8Array | string | NodeJS.ReadableStream | AsyncIterable<Uint8Array>;

/** Bytes by key, such as `files/ws_1/file_2.csv`. A key appears only when all its bytes are there. */
export interface BlobStore {
  /** Where the engine reads the bytes from. Does not say whether they exist. */
  path(key: string): string;
  /** Stores the bytes, replacing what the key had, and answers their number. */
  put(key: string, source: BlobSource): Promise<number>;
  /** Moves a file on the same disk into the store and answers its size in bytes. */
  adopt(key: string, filePath: string): Promise<number>;
  /** Throws `blob_missing`. */
  open(key: string): Promise<Readable>;
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>;
}

const memo = globalThis as typeof globalThis & { telarBlobStore?: BlobStore };

export function getBlobStore(): BlobStore {
  memo.telarBlobStore ??= createBlobStore(join(readConfig().dataDir, 'blobs'));
  return memo.telarBlobStore;
}

/** A blob store in a local folder. */
export function createBlobStore(folder: string): BlobStore {
  const path = (key: string) => join(folder, checkKey(key));
  return {
    path,
    async put(key, source) {
      const target = path(key);
      const draft = `${target}.${randomBytes(6).toString('hex')}.draft`;
      await mkdir(dirname(target), { recursive: true });
      try {
        const stream = typeof source === 'string' || source instanceof Uint8Array ? [source] : source;
        await pipeline(Readable.from(stream), createWriteStream(draft, { flush: true }));
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return (await stat(target)).size;
    },
    async adopt(key, filePath) {
      const target = path(key);
      await mkdir(dirname(target), { recursive: true });
      await rename(filePath, target);
      return (await stat(target)).size;
    },
    async open(key) {
      const target = path(key);
      const exists = await stat(target).then(
        () => true,
        () => false,
      );
      if (!exists) throw new TelarError('blob_missing', { actor: 'admin', status: 404 });
      return createReadStream(target);
    },
    async remove(key) {
      await rm(path(key), { force: true });
    },
  };
}

/** Keys are made by us, but names in them are not: nothing may lead out of the folder. */
function checkKey(key: string): string {
  const isSafe = /^[\w.-]+(\/[\w.-]+)*$/.test(key) && !key.split('/').some((part) => /^\.+$/.test(part));
  if (!isSafe || key.length > 400) throw new TelarError('blob_key_invalid', { actor: 'admin', status: 500 });
  return key;
}
