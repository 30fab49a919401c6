import { type ReactFlowState, useStore } from '@xyflow/react';

export type ZoomLevel = 'full' | 'name' | 'block';

function selectZoomLevel({ transform }: ReactFlowState): ZoomLevel {
  if (transform[2] >= 0.6) return 'full';
  return transform[2] >= 0.3 ? 'name' : 'block';
}

/** How much of a node is worth drawing; changes only when a threshold is crossed. */
export function useZoomLevel(): ZoomLevel {
  return useStore(selectZoomLevel);
}
