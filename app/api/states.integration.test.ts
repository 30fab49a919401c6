import { beforeAll, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { writeGraph } from '#core/pipelines/read-graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readState, type StatePlace, writeState } from '#core/runs/node-states.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let client: TestClient;
let place: StatePlace;
let address: string;
beforeAll(async () => {
  client = await createTestClient('editor');
  const { workspaceId } = client;
  const pipelineId = createId('pipe');
  const data = { id: pipelineId, workspaceId, name: 'P', draftGraph: writeGraph(emptyGraph) };
  await getDatabase().pipeline.create({ data });
  place = { workspaceId, pipelineId, nodeId: 'people', stream: '' };
  address = `/api/v1/pipelines/${pipelineId}/states`;
  for (const cursor of ['2026-03-01 10:00:00+00', '2026-03-02 10:00:00+00']) {
    const state = { mode: 'incremental', field: 'at', type: 'datetime', cursor, from: cursor, window: 'w', keys: null };
    await writeState(getDatabase(), place, { state, cause: 'run' });
  }
});

const change = (to: object, confirm: boolean) => client.call('POST', address, { nodeId: 'people', to, confirm });

it('shows what a step remembers, and what it remembered before', async () => {
  const { body } = await client.call('GET', address);
  expect(body.states).toHaveLength(1);
  expect(body.states[0]).toMatchObject({ nodeId: 'people', cursorField: 'at', cause: 'run' });
  expect(body.states[0].description).toContain('2026-03-02 10:00:00');
  expect(body.states[0].history).toHaveLength(2);
});

it('says what will be read again before anything changes', async () => {
  const { body } = await change({ kind: 'value', value: '2026-02-01T00:00:00Z' }, false);
  expect(body).toEqual({ changed: false, consequence: expect.stringContaining('2026-02-01') });
  expect((await readState(place)).state).toMatchObject({ cursor: '2026-03-02 10:00:00+00' });
});

it('goes back to a value, to a time and to the start', async () => {
  await change({ kind: 'value', value: '2026-02-01T00:00:00Z' }, true);
  expect((await readState(place)).state).toMatchObject({ cursor: '2026-02-01T00:00:00.000Z', window: null });
  const history = await getDatabase().nodeState.findMany({ where: { ...place }, orderBy: { id: 'asc' } });
  await getDatabase().nodeState.update({
    where: { id: history[0]!.id },
    data: { createdAt: new Date('2026-03-01T11:00:00Z') },
  });
  await change({ kind: 'time', time: '2026-03-01T12:00:00Z' }, true);
  expect((await readState(place)).state).toMatchObject({ cursor: '2026-03-01 10:00:00+00' });
  expect((await change({ kind: 'start' }, true)).body.changed).toBe(true);
  expect((await readState(place)).state).toBeNull();
  expect((await client.call('GET', address)).body.states[0]).toMatchObject({ cause: 'reset', cursor: null });
});

it.each([
  [{ kind: 'value', value: 'soon' }, 422, 'state_without_cursor'],
  [{ kind: 'time', time: 'soon' }, 422, 'input_invalid'],
])('refuses %j', async (to, status, code) => {
  const answer = await change(to, true);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
});

it('leaves the change of a person alone when a run that began before ends', async () => {
  const before = await readState(place);
  await writeState(getDatabase(), place, { state: { mode: 'mine' }, cause: 'rewind' });
  const change = { state: { mode: 'theirs' }, cause: 'run', basedOn: before.id } as const;
  expect(await writeState(getDatabase(), place, change)).toBe(false);
  expect((await readState(place)).state).toEqual({ mode: 'mine' });
});
