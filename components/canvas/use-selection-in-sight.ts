import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { findNode } from '#core/graph/graph-queries.ts';
import { findShownPosition } from './fold-groups.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

const margin = 24;

/** Pans just far enough when the one selected step would be outside the canvas or behind its edge. */
export function useSelectionInSight(): void {
  const store = useBuilderStore();
  const flow = useReactFlow();
  const selected = useBuilder((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  const panelOpen = useBuilder((state) => state.panelOpen);
  useEffect(() => {
    if (selected === undefined) return;
    // The panel takes its place before the canvas knows its new width.
    const timer = setTimeout(
      () => {
        const box = document.querySelector('.telar-canvas')?.getBoundingClientRect();
        const { graph } = store.getState();
        const node = findNode(graph, selected);
        const position = node && findShownPosition(graph, node);
        if (box === undefined || position === undefined) return;
        const start = flow.flowToScreenPosition(position);
        const end = flow.flowToScreenPosition({ x: position.x + nodeWidth, y: position.y + nodeHeight });
        const x = findShift(start.x, end.x, box.left + margin, box.right - margin);
        const y = findShift(start.y, end.y, box.top + margin, box.bottom - margin);
        const viewport = flow.getViewport();
        if (x !== 0 || y !== 0)
          void flow.setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y }, { duration: 200 });
      },
      panelOpen ? 60 : 0,
    );
    return () => clearTimeout(timer);
  }, [selected, panelOpen, store, flow]);
}

/** How far a stretch must move to lie between two limits; its start wins where it does not fit. */
function findShift(start: number, end: number, low: number, high: number): number {
  if (start < low) return low - start;
  return end > high ? Math.max(low - start, high - end) : 0;
}
