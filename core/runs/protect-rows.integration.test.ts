import { afterAll, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { createValueProtector } from '#core/engine/protect/protect-value.ts';
import { applyCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph, type NodeKind } from '#core/graph/graph.ts';
import { createProtection, type ProtectedColumn } from '#core/graph/nodes/protect.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestSession } from '#core/security/keys/create-test-secrets.ts';
import { findProtectionKeys } from '#core/security/keys/protection-keys.ts';
import { renewSecrets } from '#core/security/keys/renew-secrets.ts';
import { rotateKeys } from '#core/security/keys/rotate-keys.ts';
import { createRun } from './create-run.ts';
import { createTestPipeline } from './create-test-pipeline.ts';
import { getRun } from './get-run.ts';
import { previewNode } from './preview-node.ts';
import { takeRun } from './take-run.ts';

provideTestDatabase();
afterAll(() => getEnginePool().close());

function build(columns: readonly ProtectedColumn[]): Graph {
  const add = (graph: Graph, id: string, kind: NodeKind, settings: Record<string, unknown>) =>
    applyCommand(graph, { type: 'add-node', node: { id, kind, name: id, settings } });
  let graph = add(emptyGraph, 'rows', 'sample-source', { dataset: 'contacts', rows: 200 });
  graph = add(graph, 'safe', 'protect', { columns });
  graph = add(graph, 'back', 'protect', { columns: [createProtection('decrypt', 'last_name')] });
  graph = add(graph, 'file', 'file-target', { fileName: 'safe' });
  return ['rows>safe', 'safe>back', 'back>file'].reduce((before, edge) => {
    const [from = '', to = ''] = edge.split('>');
    return applyCommand(before, {
      type: 'connect',
      edge: { from: { node: from, port: 'rows' }, to: { node: to, port: 'rows' } },
    });
  }, graph);
}

it('makes one secret for each workspace, which outlives every rotation and is stored encrypted', async () => {
  const [session, other] = [await createTestSession(), await createTestSession()];
  const [first, second] = await Promise.all([
    findProtectionKeys(session.workspaceId),
    findProtectionKeys(session.workspaceId),
  ]);
  expect(first).toEqual(second);
  expect(new Set(Object.values(first).map((key) => Buffer.from(key).toString('hex'))).size).toBe(5);
  expect(await findProtectionKeys(other.workspaceId)).not.toEqual(first);
  const actor = { kind: 'user', id: session.userId, name: 'Ana' } as const;
  const before = await getDatabase().protectionKey.findUniqueOrThrow({ where: { workspaceId: session.workspaceId } });
  await rotateKeys({ workspaceId: session.workspaceId, actor }, null);
  expect(await renewSecrets()).toMatchObject({ secrets: 2, unreadable: 0 });
  const after = await getDatabase().protectionKey.findUniqueOrThrow({ where: { workspaceId: session.workspaceId } });
  expect(after.secretCiphertext).not.toEqual(before.secretCiphertext);
  expect(await findProtectionKeys(session.workspaceId)).toEqual(first);
});

it('shows protected values in the preview, decrypts them in a later step, and runs', async () => {
  const pipeline = await createTestPipeline();
  const graph = build([
    createProtection('hash', 'email'),
    createProtection('mask', 'phone'),
    createProtection('encrypt', 'last_name'),
  ]);
  const look = (nodeId: string) => previewNode({ ...pipeline, graph, nodeId, rows: 50 });
  const [plain, safe, back] = [await look('rows'), await look('safe'), await look('back')];
  const column = (preview: typeof plain, name: string) => {
    const index = preview.output?.fields.findIndex((field) => field.name === name) ?? -1;
    return preview.output?.rows.map((row) => row[index]) ?? [];
  };
  expect(safe.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { hash } = createValueProtector(await findProtectionKeys(pipeline.workspaceId));
  const emails = column(plain, 'email').map((email) =>
    email === null || String(email).trim() === '' ? null : hash(String(email).trim().toLowerCase()),
  );
  expect(emails.length).toBe(50);
  expect(column(safe, 'email')).toEqual(emails);
  expect(column(safe, 'last_name').filter((name) => name !== null && !/^enc1_/.test(String(name)))).toEqual([]);
  expect(column(back, 'last_name')).toEqual(column(plain, 'last_name'));
  const runId = await createRun({ ...pipeline, graph, trigger: 'cli' });
  expect(await (await takeRun(runId, 'here', new AbortController().signal))?.done).toBe(true);
  expect(await getRun(pipeline.workspaceId, runId, 'en')).toMatchObject({
    status: 'succeeded',
    rowsLoaded: 200,
    rowsRejected: 0,
  });
});
