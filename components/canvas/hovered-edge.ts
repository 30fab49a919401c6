import { create } from 'zustand';

/** The edge under the pointer; one at a time on the whole screen. */
const hoveredEdgeStore = create<{ id: string | null }>()(() => ({ id: null }));

export function setHoveredEdge(id: string | null): void {
  hoveredEdgeStore.setState({ id });
}

export function useHoveredEdge<Slice>(select: (id: string | null) => Slice): Slice {
  return hoveredEdgeStore((state) => select(state.id));
}
