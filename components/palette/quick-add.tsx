'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { useInsertNode } from '#components/builder/use-insert-node.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { fitsPlace } from './palette-filter.ts';
import { PaletteList } from './palette-list.tsx';

const width = 320;
const height = 380;

/** Keeps the floating palette inside the window. */
function placeInWindow({ x, y }: { x: number; y: number }) {
  const left = Math.max(8, Math.min(x, window.innerWidth - width - 8));
  const top = Math.max(8, Math.min(y, window.innerHeight - height - 8));
  return { left, top, width, height };
}

/** The palette where it was asked for, offering only what fits there. */
export function QuickAdd() {
  const request = useBuilder((state) => state.quickAdd);
  return request === null ? null : <QuickAddBox key={JSON.stringify(request)} />;
}

function QuickAddBox() {
  const t = useTranslations('builder.palette');
  const store = useBuilderStore();
  const request = useBuilder((state) => state.quickAdd);
  const insert = useInsertNode();
  const box = useRef<HTMLDivElement>(null);
  const close = useCallback(() => store.getState().set({ quickAdd: null }), [store]);
  useEffect(() => {
    const closeOutside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('pointerdown', closeOutside, true);
    return () => document.removeEventListener('pointerdown', closeOutside, true);
  }, [close]);
  const accepts = useCallback(
    (kind: NodeKind) => {
      if (request === null) return false;
      const { place } = request;
      if (place.on === 'canvas' && place.category !== undefined)
        return getNodeDefinition(kind).category === place.category;
      return fitsPlace(kind, place, store.getState().graph);
    },
    [request, store],
  );
  if (request === null) return null;
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={t('title')}
      className="fixed z-40 flex flex-col rounded-card bg-floating shadow-float"
      style={placeInWindow(request.screen)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault();
          event.stopPropagation();
          close();
          document.querySelector<HTMLElement>('.telar-canvas')?.focus();
        }
      }}
    >
      <PaletteList autoFocus explained accepts={accepts} onPick={(kind) => insert(kind, request.place)} />
    </div>
  );
}
