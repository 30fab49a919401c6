import { type ReactFlowState, useStore } from '@xyflow/react';
import { createContext, type ReactNode, use } from 'react';

export type ZoomLevel = 'full' | 'name' | 'block';

const ZoomContext = createContext<ZoomLevel>('full');

function selectZoomLevel({ transform }: ReactFlowState): ZoomLevel {
  if (transform[2] >= 0.6) return 'full';
  return transform[2] >= 0.3 ? 'name' : 'block';
}

/** Around a canvas. One look at the zoom for all of its steps and edges, instead of one each at every frame of a drag. */
export function ZoomLevelProvider({ children }: { children: ReactNode }) {
  return <ZoomContext value={useStore(selectZoomLevel)}>{children}</ZoomContext>;
}

/** How much of a node is worth drawing; changes only when a threshold is crossed. */
export function useZoomLevel(): ZoomLevel {
  return use(ZoomContext);
}
