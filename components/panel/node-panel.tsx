'use client';

import dynamic from 'next/dynamic';
import { memo, useEffect } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { panelStyle } from './panel-style.ts';

/** The forms of all kinds are more than the rest of the builder: they come once the canvas is there. */
const loadOpenPanel = () => import('./open-panel.tsx');

const OpenPanel = dynamic(() => loadOpenPanel().then((module) => module.OpenPanel), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});

/** Settings of the one selected step, docked at the side: at the bottom on a phone. */
export const NodePanel = memo(function NodePanel() {
  const nodeId = useBuilder((state) =>
    state.panelOpen && state.selection.length === 1 ? state.selection[0] : undefined,
  );
  useEffect(() => {
    const timer = setTimeout(() => void loadOpenPanel(), 200);
    return () => clearTimeout(timer);
  }, []);
  return nodeId === undefined ? null : <OpenPanel key={nodeId} nodeId={nodeId} />;
});

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
