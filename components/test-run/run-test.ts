import type { BuilderStore } from '#components/builder/builder-store.ts';
import { ApiError, callApi } from '#components/queries/api-client.ts';
import { testResponseSchema } from '#core/contracts/test-run.ts';
import type { Graph } from '#core/graph/graph.ts';
import { downstreamNodes, orderTopologically } from '#core/graph/graph-queries.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { describeTest, findPicked } from './describe-test.ts';

/** Shows what a step gives, and of a target what it would be sent: of the draft as it is on the canvas, saved or not. */
export async function testToHere(store: BuilderStore, nodeId: string): Promise<void> {
  const { graph, set, select } = store.getState();
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return;
  select([nodeId]);
  if (!isTarget(graph, nodeId)) return set({ dockOpen: true, dockTab: 'rows' });
  set({ dockOpen: true, dockTab: 'requests' });
  await runTest(store, nodeId);
}

/** Asks what a target would be sent. Nothing is sent or written. */
export async function runTest(store: BuilderStore, nodeId: string): Promise<void> {
  const { graph, pipelineId, picked, test } = store.getState();
  const of = describeTest(store.getState(), nodeId);
  const isSame = (of: string) => store.getState().test?.of === of && store.getState().test?.nodeId === nodeId;
  const kept = test?.nodeId === nodeId ? test.response : null;
  store.getState().set({ test: { nodeId, response: kept, pending: true, error: null, of } });
  try {
    const body = { graph, nodeId, picked: findPicked(graph, picked, nodeId)?.held ?? null };
    const response = await callApi(`/pipelines/${pipelineId}/test`, testResponseSchema, { method: 'POST', body });
    if (isSame(of)) store.getState().set({ test: { nodeId, response, pending: false, error: null, of } });
  } catch (failure) {
    const error = failure instanceof ApiError ? failure.message : '';
    if (isSame(of)) store.getState().set({ test: { nodeId, response: null, pending: false, error, of } });
  }
}

export function isTarget(graph: Graph, nodeId: string): boolean {
  const kind = graph.nodes.find(({ id }) => id === nodeId)?.kind;
  return kind !== undefined && getNodeDefinition(kind).category === 'target';
}

/** The first target that the rows of a step come to; null where none follows. */
export function findNextTarget(graph: Graph, nodeId: string): string | null {
  const reached = downstreamNodes(graph, nodeId);
  const { ordered } = orderTopologically(graph);
  return ordered.find(({ id, disabled }) => reached.has(id) && !disabled && isTarget(graph, id))?.id ?? null;
}
