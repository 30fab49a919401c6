import { useCallback } from 'react';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';

/** Names an output by its step, and by itself where the step has several. */
export function useNameOutput(): (node: GraphNode, portId: string) => string {
  const { namePort } = useNodeText();
  return useCallback(
    (node, portId) => {
      const { outputs } = listPorts(node);
      const port = outputs.find(({ id }) => id === portId);
      return outputs.length < 2 || port === undefined ? node.name : `${node.name} · ${namePort(node.kind, port)}`;
    },
    [namePort],
  );
}
