import { useBuilder } from '#components/builder/builder-context.tsx';
import type { BuilderState } from '#components/builder/builder-store.ts';
import type { Field } from '#core/graph/field-type.ts';

const none: readonly Field[] = [];

function selectInputFields({ graph, fields }: BuilderState, nodeId: string, port: string): readonly Field[] {
  const edge = graph.edges.find(({ to }) => to.node === nodeId && to.port === port);
  return edge === undefined ? none : (fields[edge.from.node]?.[edge.from.port] ?? none);
}

/** The fields that arrive at a port of a node, as far as they are known. */
export function useInputFields(nodeId: string, port = 'rows'): readonly Field[] {
  return useBuilder((state) => selectInputFields(state, nodeId, port));
}
