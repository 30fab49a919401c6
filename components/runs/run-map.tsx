'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import type { RunDetail } from '#core/contracts/runs.ts';
import { listSteps } from './list-steps.ts';

const RunCanvas = dynamic(() => import('#components/canvas/run-canvas.tsx').then((module) => module.RunCanvas), {
  ssr: false,
});

/** The graph as it ran, coloured by its steps; picking one leads to its line in the table. */
export function RunMap({ run }: { run: RunDetail }) {
  const steps = useMemo(() => listSteps(run), [run]);
  const showStep = (nodeId: string) => {
    const line = document.getElementById(`step-${nodeId}`);
    line?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    line?.focus({ preventScroll: true });
  };
  return (
    <div className="h-56 overflow-hidden rounded-card border bg-canvas md:h-64">
      <RunCanvas graph={run.graph} steps={steps} onPick={showStep} />
    </div>
  );
}
