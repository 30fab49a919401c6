import { useTranslations } from 'next-intl';
import { formatCell } from '#components/preview/format-cell.ts';
import { findPersonalColumns, maskValue } from '#components/preview/personal-data.ts';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';

/** One row of a grid, a field per line. */
export function RowValues({ grid, place, isHidden }: { grid: Grid; place: number; isHidden: boolean }) {
  const t = useTranslations('builder');
  const personal = isHidden ? findPersonalColumns(grid) : [];
  return (
    <ScrollRegion
      label={t('testRun.send.values')}
      className="max-h-48 overflow-y-auto rounded-control border border-line px-3 py-2"
    >
      <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-meta">
        {grid.fields.map(({ name, type }, column) => {
          const text = formatCell(grid.rows[place]?.[column], type);
          return (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="font-mono [overflow-wrap:anywhere]">
                {text === null ? (
                  <span className="text-ink-3 italic">{t('preview.blank')}</span>
                ) : personal[column] ? (
                  maskValue(text)
                ) : (
                  text
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </ScrollRegion>
  );
}
