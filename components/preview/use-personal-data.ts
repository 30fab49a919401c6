import { useBuilder } from '#components/builder/builder-context.tsx';
import { readsOnlyExamples } from './reads-only-examples.ts';
import { useRevealed } from './use-revealed.ts';

/** Whether values that tell who somebody is are hidden; until they are asked for, and then until the tab is closed. */
export function usePersonalData(nodeId: string | null) {
  const isInvented = useBuilder(({ graph }) => nodeId !== null && readsOnlyExamples(graph, nodeId));
  const { revealed, reveal } = useRevealed();
  return { isHidden: !isInvented && !revealed, canHide: !isInvented, reveal };
}
