import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveFile } from '#core/files/resolve-file.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let ana: TestClient;
beforeAll(async () => {
  ana = await createTestClient();
});

const bigBytes = 128 * 1024 ** 2;
const csv = Buffer.from('e-mail;name\nana@example.com;Ñandú\n');

function streamBytes(sizeBytes: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(1024 ** 2).fill(65);
  let left = sizeBytes;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(chunk.subarray(0, Math.min(left, chunk.byteLength)));
      left -= chunk.byteLength;
    },
  });
}

describe('uploads', () => {
  it('keep the bytes as they are, once per content and name', async () => {
    const first = await ana.call('POST', '/api/v1/files?name=C%3A%5Ctmp%5Ccontactos%20a%C3%B1o.csv', csv);
    expect([first.status, first.body]).toMatchObject([201, { name: 'contactos año.csv', sizeBytes: csv.length }]);
    const { path } = await resolveFile(ana.workspaceId, first.body.id);
    expect(await readFile(path)).toEqual(csv);

    const again = await ana.call('POST', `/api/v1/files?name=${encodeURIComponent('contactos año.csv')}`, csv);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    const renamed = await ana.call('POST', '/api/v1/files?name=b.csv', csv);
    expect([renamed.status, renamed.body.id === first.body.id]).toEqual([201, false]);
    expect(await readdir(dirname(path))).toHaveLength(2);
    expect((await ana.call('GET', '/api/v1/files')).body.files).toHaveLength(2);
  });

  it('of the same file at the same time end as one file', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ana.call('POST', '/api/v1/files?name=same.csv', csv)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('of 128 MB take no memory to speak of', async () => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    const { body } = await ana.call('POST', '/api/v1/files?name=big.csv', streamBytes(bigBytes));
    clearInterval(watch);
    expect(body.sizeBytes).toBe(bigBytes);
    expect(peak - before).toBeLessThan(60 * 1024 ** 2);
    const expected = createHash('sha256').update(Buffer.alloc(bigBytes, 65)).digest('hex');
    expect((await getDatabase().file.findUniqueOrThrow({ where: { id: body.id } })).sha256).toBe(expected);
  });

  it('that break off leave nothing behind', async () => {
    const { path } = await resolveFile(ana.workspaceId, (await ana.call('POST', '/api/v1/files?name=a', csv)).body.id);
    const before = await readdir(dirname(path));
    let sent = false;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
        else controller.enqueue(csv);
        sent = true;
      },
    });
    const answer = await ana.call('POST', '/api/v1/files?name=broken.csv', broken);
    expect(answer.body.error).toMatchObject({ code: 'upload_interrupted', retryable: true });
    expect(await readdir(dirname(path))).toEqual(before);
  });

  it('without a name are refused', async () => {
    expect((await ana.call('POST', '/api/v1/files?name=%2F', csv)).body.error.code).toBe('file_name_missing');
  });

  it('cannot be deleted while a pipeline reads them', async () => {
    const { body: file } = await ana.call('POST', '/api/v1/files?name=used.csv', csv);
    const settings = { fileId: file.id, fileName: file.name, format: null, fields: [] };
    const node = { id: 'n1', kind: 'file-source', name: 'File', position: { x: 0, y: 0 }, settings, disabled: false };
    const graph = { ...emptyGraph, nodes: [node] };
    const { body: pipeline } = await ana.call('POST', '/api/v1/pipelines', { name: 'Reader', graph });
    const refused = await ana.call('DELETE', `/api/v1/files/${file.id}`);
    expect([refused.status, refused.body.error]).toMatchObject([
      409,
      { code: 'file_in_use', params: { pipelines: 'Reader' } },
    ]);
    await ana.call('DELETE', `/api/v1/pipelines/${pipeline.id}`);
    expect((await ana.call('DELETE', `/api/v1/files/${file.id}`)).status).toBe(204);
    await expect(resolveFile(ana.workspaceId, file.id)).rejects.toThrow('file_missing');
  });
});
