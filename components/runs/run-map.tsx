'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useMediaQuery } from '#components/ui/use-media-query.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { listSteps } from './list-steps.ts';

const RunCanvas = dynamic(() => import('#components/canvas/run-canvas.tsx').then((module) => module.RunCanvas), {
  ssr: false,
});

/** The graph as it ran, coloured by its steps; picking one leads to its line in the table. Too small to read on a phone. */
export function RunMap({ run }: { run: RunDetail }) {
  const steps = useMemo(() => listSteps(run), [run]);
  const hasRoom = useMediaQuery('(min-width: 768px)');
  const showStep = (nodeId: string) => {
    const line = document.getElementById(`step-${nodeId}`);
    line?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    line?.focus({ preventScroll: true });
  };
  if (!hasRoom) return null;
  return (
    <div className="h-64 overflow-hidden rounded-card border bg-canvas">
      <RunCanvas graph={run.graph} steps={steps} onPick={showStep} />
    </div>
  );
}
