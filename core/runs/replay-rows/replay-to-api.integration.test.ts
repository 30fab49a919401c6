import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { Session } from '#core/security/session.ts';
import { claimRun } from '../claim-run.ts';
import {
  chainGraph,
  createTestWarehouse,
  readOutcome,
  type TestWarehouse,
  testNode,
} from '../create-test-warehouse.ts';
import { executeRun } from '../execute-run.ts';
import { readRejectedRows } from '../read-rejected-rows.ts';
import { changeRejected } from '../rejected/change-rejected.ts';
import { startRowReplay } from './start-row-replay.ts';

provideTestDatabase();

let shop: TestWarehouse;
let api: Server;
let url: string;
const taken: string[] = [];

/** Takes rows one by one, and refuses those without an @. */
beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { email } = JSON.parse(body) as { email: string };
    if (email.includes('@')) taken.push(email);
    response.writeHead(email.includes('@') ? 200 : 422).end(email.includes('@') ? '{}' : '{"error":"no address"}');
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/people`;
  await shop.client.query(`CREATE TABLE shop.people (id int, email text);
    INSERT INTO shop.people VALUES (1, 'a@x.es'), (2, 'b'), (3, 'c'), (4, 'd@x.es')`);
});
afterAll(async () => {
  api.close();
  await shop.drop();
  await getEnginePool().close();
});

it('sends rows that an API refused again, those that were mended alone', async () => {
  const fields = [
    { name: 'id', type: 'integer' as const },
    { name: 'email', type: 'text' as const },
  ];
  const { connectionId } = shop;
  const graph = chainGraph(
    testNode('people', 'postgres-source', { connectionId, schema: 'shop', table: 'people', fields }),
    testNode('api', 'http-target', { url, batchSize: 1 }),
  );
  const { id: runId } = await shop.run(graph);
  const read = () => readRejectedRows({ ...shop, runId, nodeId: 'api', offset: 0, limit: 10 });
  expect((await read()).rows.map(({ cells, reason }) => [...cells, reason])).toEqual([
    ['2', 'b', 'target_refused'],
    ['3', 'c', 'target_refused'],
  ]);
  const session = { workspaceId: shop.workspaceId, userId: 'user_1', role: 'editor' } as Session;
  const rows = [
    { row: 0, set: { email: 'still b' } },
    { row: 1, set: { email: 'c@x.es' } },
  ];
  await changeRejected(session, { runId, nodeId: 'api' }, { rows });
  const request = { rows: 'edited', version: 'own', confirm: true } as const;
  const { runId: replayId } = await startRowReplay(session, { runId, nodeId: 'api' }, request, 'en');
  const second = startRowReplay(session, { runId, nodeId: 'api' }, request, 'en');
  await expect(second).rejects.toMatchObject({ code: 'replay_empty' });
  const claim = await claimRun(replayId ?? '', 'test');
  await executeRun({ runId: replayId ?? '', epoch: claim?.epoch ?? 0, signal: new AbortController().signal });
  expect(await readOutcome(replayId ?? '')).toMatchObject({
    status: 'succeeded',
    steps: { api: { rowsIn: 2, rowsLoaded: 1, rowsRejected: 1 } },
  });
  expect(taken).toEqual(['a@x.es', 'd@x.es', 'c@x.es']);
  const after = await read();
  expect(after.rows.map(({ status }) => status)).toEqual(['open', 'landed']);
  expect(after.rows[0]).toMatchObject({ value: expect.stringContaining('no address'), replayRunId: replayId });
});
