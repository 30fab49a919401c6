import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BlobStore, createBlobStore } from './blob-store.ts';

let folder: string;
let store: BlobStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-blobs-'));
  store = createBlobStore(join(folder, 'blobs'));
});
afterAll(() => rm(folder, { recursive: true }));

it('gives back the bytes it was given, and replaces them', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  expect(await store.put('files/a/bytes.bin', bytes)).toBe(70_000);
  expect(new Uint8Array(await buffer(await store.open('files/a/bytes.bin')))).toEqual(bytes);
  await store.put('files/a/bytes.bin', 'año');
  expect(await text(await store.open('files/a/bytes.bin'))).toBe('año');
  expect(await readFile(store.path('files/a/bytes.bin'), 'utf8')).toBe('año');
});

it('keeps what was there when a stream breaks, and leaves no half file', async () => {
  await store.put('files/b/kept.csv', 'whole');
  const breaking = (async function* () {
    yield Buffer.from('hal');
    throw new Error('connection reset');
  })();
  await expect(store.put('files/b/kept.csv', breaking)).rejects.toThrow('connection reset');
  expect(await text(await store.open('files/b/kept.csv'))).toBe('whole');
  expect(await readdir(join(folder, 'blobs/files/b'))).toEqual(['kept.csv']);
});

it('takes over a file without copying it', async () => {
  const path = join(folder, 'made.parquet');
  await writeFile(path, 'rows');
  expect(await store.adopt('runs/r/made.parquet', path)).toBe(4);
  expect(await text(await store.open('runs/r/made.parquet'))).toBe('rows');
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

it('forgets what is removed', async () => {
  await store.put('c', 'x');
  await store.remove('c');
  await store.remove('c');
  await expect(store.open('c')).rejects.toMatchObject({ code: 'blob_missing', status: 404 });
});

it.each(['../secrets.json', 'a/../../b', '/etc/passwd', 'a//b', 'a/./b', 'a\\..\\b', '', 'a\0b'])(
  'refuses %j',
  (key) => {
    expect(() => store.path(key)).toThrow(expect.objectContaining({ code: 'blob_key_invalid' }));
  },
);
