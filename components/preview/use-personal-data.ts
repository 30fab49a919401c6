import { useCallback, useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import type { Graph } from '#core/graph/graph.ts';
import { upstreamNodes } from '#core/graph/graph-queries.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

const revealedKey = 'telar.revealed';

/** Whether values that tell who somebody is are hidden; until they are asked for, and then until the tab is closed. */
export function usePersonalData(nodeId: string | null) {
  const isInvented = useBuilder(({ graph }) => nodeId !== null && readsOnlyExamples(graph, nodeId));
  const [revealed, setRevealed] = useState(isRevealed);
  const reveal = useCallback((next: boolean) => {
    sessionStorage.setItem(revealedKey, next ? 'yes' : 'no');
    setRevealed(next);
  }, []);
  return { isHidden: !isInvented && !revealed, canHide: !isInvented, reveal };
}

function isRevealed(): boolean {
  return typeof sessionStorage !== 'undefined' && sessionStorage.getItem(revealedKey) === 'yes';
}

/** The people of sample data do not exist. */
function readsOnlyExamples(graph: Graph, nodeId: string): boolean {
  const reached = upstreamNodes(graph, nodeId).add(nodeId);
  return graph.nodes
    .filter(({ id, kind }) => reached.has(id) && getNodeDefinition(kind).inputs.length === 0)
    .every(({ kind }) => kind === 'sample-source');
}
