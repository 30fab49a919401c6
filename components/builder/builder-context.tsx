'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { BuilderState, BuilderStore } from './builder-store.ts';

/** Null outside a builder, as in the picture of a run. */
export const BuilderContext = createContext<BuilderStore | null>(null);

export function BuilderProvider({ store, children }: { store: BuilderStore; children: ReactNode }) {
  return <BuilderContext value={store}>{children}</BuilderContext>;
}

/** The store itself, for handlers that read the newest state without re-rendering on it. */
export function useBuilderStore(): BuilderStore {
  const store = useContext(BuilderContext);
  if (store === null) throw new Error('useBuilderStore needs a BuilderProvider above it');
  return store;
}

/** One slice of the state; re-renders only when the slice is another value. */
export function useBuilder<Slice>(select: (state: BuilderState) => Slice): Slice {
  return useStore(useBuilderStore(), select);
}

/** As `useBuilder`, for slices made anew each time: lists and objects compared by their entries. */
export function useShallowBuilder<Slice>(select: (state: BuilderState) => Slice): Slice {
  return useStore(useBuilderStore(), useShallow(select));
}
