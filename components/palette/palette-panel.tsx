'use client';

import { memo, useCallback, useEffect, useRef } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { useInsertNode } from '#components/builder/use-insert-node.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import { fitsPlace } from './palette-filter.ts';
import { PaletteList } from './palette-list.tsx';

/** The palette at the left edge. What is clicked follows the selected step where it fits. */
export const PalettePanel = memo(function PalettePanel() {
  const store = useBuilderStore();
  const insert = useInsertNode();
  const input = useRef<HTMLInputElement>(null);
  const isWanted = useBuilder((state) => state.focusWanted === 'palette');
  useEffect(() => {
    if (!isWanted) return;
    input.current?.focus();
    store.getState().set({ focusWanted: null });
  }, [store, isWanted]);
  const pick = useCallback(
    (kind: NodeKind) => {
      const { graph, selection } = store.getState();
      const place = { on: 'node', nodeId: selection[0] ?? '' } as const;
      const follows = selection.length === 1 && fitsPlace(kind, place, graph);
      insert(kind, follows ? place : { on: 'canvas' });
    },
    [store, insert],
  );
  return <PaletteList draggable onPick={pick} inputRef={input} />;
});
