import { beforeAll, describe, expect, it } from 'vitest';
import { pinSchema, pinsResponseSchema, testResponseSchema } from '#core/contracts/test-run.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let editor: TestClient;
let viewer: TestClient;
let address: string;

const place = { position: { x: 0, y: 0 }, disabled: false };
const contacts = { ...getNodeDefinition('sample-source').defaults, dataset: 'contacts', rows: 50 };
const graph = {
  ...emptyGraph,
  nodes: [
    { id: 'contacts', kind: 'sample-source', name: 'Contacts', ...place, settings: contacts },
    {
      ...{ id: 'api', kind: 'http-target', name: 'API', ...place },
      settings: { ...getNodeDefinition('http-target').defaults, url: 'https://never.example/in', batchSize: 1 },
    },
  ],
  edges: [{ id: 'e', from: { node: 'contacts', port: 'rows' }, to: { node: 'api', port: 'rows' } }],
};
const held = {
  nodeId: 'contacts',
  port: 'rows',
  fields: [{ name: 'email', type: 'text' }],
  rows: [['ana@example.com']],
};
const upstreamHash = '0'.repeat(16);
const send = { sendId: `send_${'0'.repeat(24)}`, graph, nodeId: 'api', row: held };

beforeAll(async () => {
  editor = await createTestClient('editor');
  viewer = await createTestClient('viewer', editor.workspaceId);
  address = `/api/v1/pipelines/${(await editor.call('POST', '/api/v1/pipelines', { name: 'Tests' })).body.id}`;
});

describe('pins', () => {
  it('are seen by everybody, without their rows, and changed by editors', async () => {
    const saved = await editor.call('PUT', `${address}/pins`, { ...held, upstreamHash });
    expect(pinSchema.parse(saved.body)).toMatchObject({ nodeId: 'contacts', rowCount: 1, pinnedBy: 'Test editor' });
    const seen = await viewer.call('GET', `${address}/pins`);
    expect(pinsResponseSchema.parse(seen.body).pins).toHaveLength(1);
    expect(JSON.stringify(seen.body)).not.toContain('ana@');
    expect((await viewer.call('PUT', `${address}/pins`, { ...held, upstreamHash })).status).toBe(403);
    const removal = `${address}/pins?nodeId=contacts&port=rows`;
    expect((await viewer.call('DELETE', removal)).status).toBe(403);
    expect((await editor.call('DELETE', removal)).status).toBe(204);
    expect((await editor.call('DELETE', removal)).status).toBe(204);
    expect((await editor.call('GET', `${address}/pins`)).body.pins).toEqual([]);
  });

  it('that do not fit are refused in words', async () => {
    const fields = [{ name: 'spent', type: 'decimal' }];
    const { status, body } = await editor.call('PUT', `${address}/pins`, {
      ...held,
      fields,
      rows: [['lots']],
      upstreamHash,
    });
    expect([status, body.error.message]).toEqual([422, expect.stringContaining('“lots” in spent is not a number')]);
  });
});

describe('a test', () => {
  it('is of the graph that is asked about, on picked rows, for editors', async () => {
    const { body } = await editor.call('POST', `${address}/test`, { graph, nodeId: 'api', picked: held });
    const { write, rows } = testResponseSchema.parse(body);
    expect([rows, write]).toMatchObject([
      1,
      { kind: 'requests', total: 1, requests: [{ url: 'https://never.example/in' }] },
    ]);
    expect((await viewer.call('POST', `${address}/test`, { graph, nodeId: 'api' })).status).toBe(403);
    expect((await viewer.call('POST', `${address}/send-row`, send)).status).toBe(403);
  });

  it('of what is not finished says what is missing', async () => {
    const [first, last] = graph.nodes;
    const unfinished = { ...graph, nodes: [first, { ...last, settings: getNodeDefinition('http-target').defaults }] };
    const { body } = await editor.call('POST', `${address}/test`, { graph: unfinished, nodeId: 'api' });
    expect(testResponseSchema.parse(body)).toMatchObject({ write: null });
    expect(body.problems[0]).toMatchObject({ nodeId: 'api', message: expect.stringMatching(/.{5}/) });
    const sent = await editor.call('POST', `${address}/send-row`, { ...send, graph: unfinished });
    expect([sent.status, sent.body.error.code]).toEqual([422, 'graph_invalid']);
  });
});
