'use client';

import { type ComponentType, memo, useEffect, useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { panelStyle } from './panel-style.ts';

/** Settings of the one selected step, docked at the side: at the bottom on a phone. */
export const NodePanel = memo(function NodePanel() {
  const nodeId = useBuilder((state) =>
    state.panelOpen && state.selection.length === 1 ? state.selection[0] : undefined,
  );
  const OpenPanel = useOpenPanel();
  if (nodeId === undefined) return null;
  return OpenPanel === null ? <PanelSkeleton /> : <OpenPanel key={nodeId} nodeId={nodeId} />;
});

/**
 * The forms of all kinds are more than the rest of the builder: they come once the canvas is there. Who loses the
 * connection before that keeps the canvas, and gets them when it is back.
 */
function useOpenPanel(): ComponentType<{ nodeId: string }> | null {
  const [panel, setPanel] = useState<{ readonly Open: ComponentType<{ nodeId: string }> } | null>(null);
  useEffect(() => {
    const load = () =>
      import('./open-panel.tsx').then(
        ({ OpenPanel }) => setPanel({ Open: OpenPanel }),
        () => undefined,
      );
    void load();
    window.addEventListener('online', load);
    return () => window.removeEventListener('online', load);
  }, []);
  return panel?.Open ?? null;
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
