import { useCallback } from 'react';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import { useBuilderStore } from './builder-context.tsx';
import { type InsertPlace, planInsert } from './plan-insert.ts';

type InsertNode = (kind: NodeKind, place: InsertPlace, settings?: Readonly<Record<string, unknown>>) => void;

/** Puts a step of a kind somewhere, filled in as far as is known, selects it and opens its settings. */
export function useInsertNode(): InsertNode {
  const store = useBuilderStore();
  const { nameKind } = useNodeText();
  return useCallback(
    (kind, place, settings) => {
      const { graph, edit, set, readOnly } = store.getState();
      if (readOnly) return;
      const { nodeId, commands } = planInsert(graph, kind, nameKind(kind), place, {
        ...readInitialSettings(kind),
        ...settings,
      });
      edit(commands);
      set({ quickAdd: null, selection: [nodeId], selectedEdges: [], panelOpen: true, focusedField: null });
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`.react-flow__node[data-id="${nodeId}"]`)?.focus({ preventScroll: true }),
      );
    },
    [store, nameKind],
  );
}

/** Settings that start better from what the browser knows than from the kind's defaults. */
function readInitialSettings(kind: NodeKind): Record<string, unknown> {
  if (kind !== 'schedule-trigger') return {};
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
