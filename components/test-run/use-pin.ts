import { useBuilder, useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { BuilderState } from '#components/builder/builder-store.ts';
import type { PinView } from '#core/contracts/test-run.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { findShownOutput } from './shown-output.ts';

export interface PinState extends PinView {
  /** The step gives other rows now. */
  readonly isStale: boolean;
}

/** What is pinned to the output that the preview shows; null where nothing is. */
export function useShownPin(): PinState | null {
  const pin = useBuilder(findShownPin);
  const isStale = useBuilder((state) => pin !== null && isOld(state, pin));
  return pin === null ? null : { ...pin, isStale };
}

/** What is pinned to outputs of a step, in their order. */
export function usePins(nodeId: string | null): PinState[] {
  const pins = useShallowBuilder((state) => listPins(state, nodeId));
  const isStale = useBuilder((state) => pins.some((pin) => isOld(state, pin)));
  return pins.map((pin) => ({ ...pin, isStale }));
}

export function findShownPin(state: BuilderState): PinView | null {
  const shown = findShownOutput(state);
  const isShown = ({ nodeId, port }: PinView) => nodeId === shown?.node.id && port === shown.port.id;
  return state.pins.find(isShown) ?? null;
}

function listPins({ pins, graph }: BuilderState, nodeId: string | null): PinView[] {
  const own = pins.filter((pin) => pin.nodeId === nodeId);
  const node = own.length === 0 ? undefined : graph.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return [];
  return listPorts(node).outputs.flatMap(({ id }) => own.find(({ port }) => port === id) ?? []);
}

function isOld({ graph }: BuilderState, { nodeId, upstreamHash }: PinView): boolean {
  return hashUpstream(graph, nodeId) !== upstreamHash;
}
