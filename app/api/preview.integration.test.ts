import { beforeAll, describe, expect, it } from 'vitest';
import { discoverResponseSchema, previewResponseSchema } from '#core/contracts/pipelines.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

const csv = Buffer.from(
  'E-mail;Total;Día\nana@example.com;1.234,50;31/12/2026\nluis@example.com;7,25;01/02/2026\n',
  'latin1',
);
let ana: TestClient;
let address: string;

beforeAll(async () => {
  ana = await createTestClient();
  address = `/api/v1/pipelines/${(await ana.call('POST', '/api/v1/pipelines', { name: 'Files' })).body.id}`;
});

describe('an uploaded file', () => {
  it('is discovered, checked and previewed with what it holds', async () => {
    const { body: file } = await ana.call('POST', '/api/v1/files?name=ventas.csv', csv);
    const given = { nodeId: 'source', kind: 'file-source', settings: { fileId: file.id, fileName: file.name } };
    const discovered = await ana.call('POST', `${address}/discover`, given);
    expect([discovered.status, discovered.body.error]).toEqual([200, undefined]);
    const { settings, grid } = discoverResponseSchema.parse(discovered.body);
    expect(settings.format).toMatchObject({ delimiter: ';', encoding: 'windows-1252', decimalSeparator: ',' });
    expect(grid.rows).toHaveLength(2);

    const node = { kind: 'file-source', name: 'Ventas', position: { x: 0, y: 0 }, settings };
    const graph = { ...emptyGraph, nodes: [{ id: 'source', ...node }] };
    const preview = await ana.call('POST', `${address}/preview`, { graph, nodeId: 'source' });
    const { output, counts } = previewResponseSchema.parse(preview.body);
    expect(output?.fields).toEqual([
      { name: 'E-mail', type: 'text' },
      { name: 'Total', type: 'decimal' },
      { name: 'Día', type: 'date' },
    ]);
    expect(counts).toEqual({ source: 2 });
    expect(output?.rows[0]).toEqual(['ana@example.com', expect.stringMatching(/^1234\.50*$/), '2026-12-31']);

    const check = await ana.call('POST', `${address}/check`, { graph });
    expect(check.body.fields.source.rows).toEqual(output?.fields);
    expect(check.body.problems.every(({ message }: { message: string }) => message.length > 5)).toBe(true);
  });

  it('that is not there, and settings of another shape, are told apart in plain words', async () => {
    const missing = { nodeId: 'source', kind: 'file-source', settings: { fileId: 'file_none', fileName: 'x.csv' } };
    expect((await ana.call('POST', `${address}/discover`, missing)).body.error.code).toBe('file_missing');
    const misshapen = { ...missing, settings: { fileId: 7 } };
    expect((await ana.call('POST', `${address}/discover`, misshapen)).body.error).toMatchObject({
      code: 'input_invalid',
      field: 'fileId',
    });
  });
});
