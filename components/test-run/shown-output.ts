import type { BuilderState } from '#components/builder/builder-store.ts';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import type { Port } from '#core/graph/node-definition.ts';

export interface ShownOutput {
  readonly node: GraphNode;
  readonly port: Port;
  /** Null while nothing is known of its rows. */
  readonly grid: Grid | null;
}

type Shown = Pick<BuilderState, 'graph' | 'preview' | 'shownPort'>;

/** The output of the step in the preview that is looked at: the one asked for where it has that, else its first. */
export function findShownOutput({ graph, preview: { nodeId, response }, shownPort }: Shown): ShownOutput | null {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const outputs = node === undefined ? [] : listPorts(node).outputs;
  const other = response?.otherOutputs.find(({ port }) => port === shownPort);
  const port = outputs.find(({ id }) => id === other?.port) ?? outputs[0];
  if (node === undefined || port === undefined) return null;
  return { node, port, grid: other?.grid ?? response?.output ?? null };
}
