'use client';

import { memo, useEffect, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { NodeKind } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { findNodePanel, type LoadedPanel, loadNodePanel } from './load-node-panel.ts';
import { panelStyle } from './panel-style.ts';

/** Settings of the one selected step, docked at the side: at the bottom on a phone. */
export const NodePanel = memo(function NodePanel() {
  const nodeId = useBuilder((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  const isOpen = useBuilder((state) => state.panelOpen);
  const kind = useBuilder((state) => (nodeId === undefined ? undefined : findNode(state.graph, nodeId)?.kind));
  const panel = useNodePanel(kind);
  if (nodeId === undefined || kind === undefined || !isOpen) return null;
  return panel === null ? <PanelSkeleton /> : <panel.Open key={nodeId} nodeId={nodeId} Form={panel.Form} />;
});

/**
 * The settings of the selected kind. They are usually here before the click, because pointing at a step asks for them.
 * Who has selected one step will select others: theirs follow as soon as the browser has nothing to do. Who loses the
 * connection before that keeps the canvas, and gets them when it is back.
 */
function useNodePanel(kind: NodeKind | undefined): LoadedPanel | null {
  const store = useBuilderStore();
  const [, setLoads] = useState(0);
  useEffect(() => {
    if (kind === undefined) return;
    let isWanted = true;
    const load = async () => {
      await loadNodePanel(kind);
      if (!isWanted) return;
      setLoads((loads) => loads + 1);
      whenIdle(() => {
        for (const other of new Set(store.getState().graph.nodes.map((node) => node.kind))) void loadNodePanel(other);
      });
    };
    const loadAgain = () => void load();
    loadAgain();
    window.addEventListener('online', loadAgain);
    return () => {
      isWanted = false;
      window.removeEventListener('online', loadAgain);
    };
  }, [kind, store]);
  return kind === undefined ? null : findNodePanel(kind);
}

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work);
  else setTimeout(work, 200);
}

/** Keeps the place of the settings while they are on their way. */
function PanelSkeleton() {
  return (
    <aside aria-hidden className={panelStyle}>
      <div className="flex h-12 items-center border-line border-b px-4">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-8 w-full" />
      </div>
    </aside>
  );
}
