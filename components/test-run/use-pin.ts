import { useBuilder } from '#components/builder/builder-context.tsx';
import type { BuilderState } from '#components/builder/builder-store.ts';
import type { PinView } from '#core/contracts/test-run.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';

export interface PinState extends PinView {
  /** The step gives other rows now. */
  readonly isStale: boolean;
}

/** What is pinned to a step; null where nothing is. */
export function usePin(nodeId: string | null): PinState | null {
  const pin = useBuilder((state) => findPin(state, nodeId));
  const isStale = useBuilder((state) => pin !== null && hashUpstream(state.graph, pin.nodeId) !== pin.upstreamHash);
  return pin === null ? null : { ...pin, isStale };
}

function findPin({ pins }: BuilderState, nodeId: string | null): PinView | null {
  return pins.find((pin) => pin.nodeId === nodeId) ?? null;
}
