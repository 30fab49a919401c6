import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGrowingFile } from './read-growing-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-growing-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function collect(path: string, writing: Promise<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readGrowingFile(path, writing)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('readGrowingFile', () => {
  it('gives every byte once while the file is written, and ends with it', async () => {
    const path = join(folder, 'rows.csv');
    const text = 'x'.repeat(300_000);
    const write = async () => {
      for (let part = 0; part < 20; part += 1) await appendFile(path, `${part}:${text}\n`);
    };
    const expected = Array.from({ length: 20 }, (_, part) => `${part}:${text}\n`).join('');
    expect((await collect(path, write())) === expected).toBe(true);
  });

  it('throws what the writer fails with, before and after the file appears', async () => {
    const path = join(folder, 'broken.csv');
    const fail = () => Promise.reject(new Error('disk full'));
    await expect(collect(path, fail())).rejects.toThrow('disk full');
    await expect(collect(path, appendFile(path, 'half').then(fail))).rejects.toThrow('disk full');
  });
});
