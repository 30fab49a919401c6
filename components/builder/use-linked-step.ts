import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { useBuilderStore } from './builder-context.tsx';

/** Opens the step that the address names as `?node=`, as the link from a failed run does. */
export function useLinkedStep(): void {
  const store = useBuilderStore();
  const nodeId = useSearchParams().get('node');
  useEffect(() => {
    const { graph, openField } = store.getState();
    if (nodeId !== null && graph.nodes.some(({ id }) => id === nodeId)) openField(nodeId);
  }, [store, nodeId]);
}
