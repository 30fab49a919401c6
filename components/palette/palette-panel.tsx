'use client';

import { PanelLeftClose } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, type RefObject, useCallback } from 'react';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { useInsertNode } from '#components/builder/use-insert-node.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { NodeKind } from '#core/graph/graph.ts';
import { fitsPlace } from './palette-filter.ts';
import { PaletteList } from './palette-list.tsx';

/** The palette at the left edge. What is clicked follows the selected step where it fits. */
export const PalettePanel = memo(function PalettePanel({
  searchRef,
}: {
  searchRef: RefObject<HTMLInputElement | null>;
}) {
  const t = useTranslations('builder.palette');
  const store = useBuilderStore();
  const insert = useInsertNode();
  const pick = useCallback(
    (kind: NodeKind) => {
      const { graph, selection } = store.getState();
      const place = { on: 'node', nodeId: selection[0] ?? '' } as const;
      const follows = selection.length === 1 && fitsPlace(kind, place, graph);
      insert(kind, follows ? place : { on: 'canvas' });
    },
    [store, insert],
  );
  return (
    <aside aria-label={t('title')} className="flex w-60 shrink-0 flex-col border-line border-r bg-surface">
      <header className="flex items-center justify-between pt-2 pr-2 pl-4">
        <h2 className="font-medium text-ui">{t('title')}</h2>
        <IconButton
          icon={PanelLeftClose}
          label={t('hide')}
          shortcut="/"
          onClick={() => store.getState().set({ paletteOpen: false })}
        />
      </header>
      <PaletteList draggable onPick={pick} inputRef={searchRef} />
    </aside>
  );
});
