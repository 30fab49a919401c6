import { describeMeaning } from '#components/builder/describe-meaning.ts';
import type { Graph } from '#core/graph/graph.ts';
import { upstreamNodes } from '#core/graph/graph-queries.ts';
import type { PickedRows, TestRunState } from './test-state.ts';

interface Meant extends Pick<TestRunState, 'pins' | 'picked'> {
  readonly graph: Graph;
}

/** All that decides the rows of a node, as text to compare: settings, pins and picked rows before it. */
export function describeTest({ graph, pins, picked }: Meant, nodeId: string): string {
  const upstream = upstreamNodes(graph, nodeId).add(nodeId);
  const held = pins
    .filter((pin) => upstream.has(pin.nodeId))
    .map(({ nodeId: at, port, pinnedAt }) => [at, port, pinnedAt]);
  const rows = findPicked(graph, picked, nodeId);
  return JSON.stringify([describeMeaning(graph, nodeId), held, rows && [rows.nodeId, rows.port, rows.places]]);
}

/** The picked rows that go on to the node: rows picked of itself, or elsewhere, do not. */
export function findPicked(graph: Graph, picked: PickedRows | null, nodeId: string): PickedRows | null {
  return picked !== null && upstreamNodes(graph, nodeId).has(picked.nodeId) ? picked : null;
}
