import type { BuilderStore } from '#components/builder/builder-store.ts';

/** Asks whether a row is to be sent for real, by its place among those that come to a target. */
export function askToSend(store: BuilderStore, nodeId: string, place: number): void {
  const { preview, graph, set } = store.getState();
  const input = preview.nodeId === nodeId ? preview.response?.inputs[0] : undefined;
  if (input !== undefined) set({ sending: { nodeId, place, input, graph } });
}
