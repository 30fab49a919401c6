import { useCallback } from 'react';
import { columnGap, nodeWidth } from '#components/canvas/node-size.ts';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import type { GraphCommand } from '#core/graph/commands.ts';
import { applyCommand } from '#core/graph/commands.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import { useBuilderStore } from './builder-context.tsx';
import { planInsert } from './plan-insert.ts';

const kinds: readonly NodeKind[] = ['manual-trigger', 'sample-source', 'filter', 'file-target'];

/** Draws a first pipeline over the sample company, as one undo step, and shows the filter to fill in. */
export function useStartWithSample(): () => void {
  const store = useBuilderStore();
  const { nameKind } = useNodeText();
  return useCallback(() => {
    const { graph, edit, openField } = store.getState();
    let draft = graph;
    let before: string | null = null;
    const commands: GraphCommand[] = [];
    const ids: string[] = [];
    kinds.forEach((kind, index) => {
      const position = { x: index * (nodeWidth + columnGap), y: 0 };
      const follows = before !== null && index > 1;
      const plan = planInsert(
        draft,
        kind,
        nameKind(kind),
        follows ? { on: 'node', nodeId: before as string } : { on: 'canvas', position },
      );
      commands.push(...plan.commands);
      draft = plan.commands.reduce(applyCommand, draft);
      before = plan.nodeId;
      ids.push(plan.nodeId);
    });
    edit(commands);
    openField(ids[2] as string, 'conditions');
  }, [store, nameKind]);
}
