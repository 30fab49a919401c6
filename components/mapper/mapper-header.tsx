import { ChevronLeft, ChevronRight, Maximize2, Minimize2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';

interface MapperHeaderProps {
  readonly summary: ReactNode;
  readonly rows: number;
  readonly row: number;
  readonly onRow: (row: number) => void;
}

/** What is shown of the sample, and how much room there is for it. */
export function MapperHeader({ summary, rows, row, onRow }: MapperHeaderProps) {
  const t = useTranslations('builder.mapper');
  const store = useBuilderStore();
  const isWide = useBuilder((state) => state.panelWide);
  return (
    <header className="flex items-end gap-1">
      <div className="min-w-0 flex-1">
        <h3 className="font-medium text-ui">{t('title')}</h3>
        {summary}
      </div>
      {rows > 0 && (
        <div className="flex items-center text-ink-3 text-meta tabular-nums">
          <IconButton
            size="small"
            icon={ChevronLeft}
            label={t('previousRow')}
            disabled={row === 0}
            onClick={() => onRow(row - 1)}
          />
          <span aria-live="polite">{t('sampleRow', { row: row + 1, rows })}</span>
          <IconButton
            size="small"
            icon={ChevronRight}
            label={t('nextRow')}
            disabled={row >= rows - 1}
            onClick={() => onRow(row + 1)}
          />
        </div>
      )}
      <IconButton
        size="small"
        className="max-md:hidden"
        icon={isWide ? Minimize2 : Maximize2}
        label={t(isWide ? 'narrow' : 'widen')}
        pressed={isWide}
        onClick={() => store.getState().set({ panelWide: !isWide })}
      />
    </header>
  );
}
