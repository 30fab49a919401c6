import { useTranslations } from 'next-intl';
import type { PreviewState } from '#components/builder/builder-store.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { PreviewResponse } from '#core/contracts/pipelines.ts';

/** How many rows these are, of how many, and whether newer ones are coming. */
export function PreviewStatus({ state }: { state: PreviewState }) {
  const t = useTranslations('builder.preview');
  const { response: preview, stale, error } = state;
  const samples = preview?.samples ?? [];
  return (
    <div aria-live="polite" className="flex min-w-0 items-center gap-2 text-ink-2 text-meta">
      {samples.length === 1 && samples[0] && <span className="truncate">{describeSample(t, samples[0])}</span>}
      {samples.length > 1 && <span className="truncate">{t('samples', { count: samples.length })}</span>}
      {preview !== null && preview.rejectedCount > 0 && (
        <Badge tone="warning">{t('rejected', { rows: preview.rejectedCount })}</Badge>
      )}
      {stale && error === null && (
        <span className="inline-flex animate-appear items-center gap-1.5">
          <Spinner />
          {t('updating')}
        </span>
      )}
      {error !== null && <span className="truncate text-error">{error === '' ? t('unreachable') : error}</span>}
    </div>
  );
}

/** A sample with fewer rows than this holds all there are. */
const sampleLimit = 1000;

/** Says whether these are all rows, a part of so many, or a part of nobody knows how many. */
function describeSample(
  t: ReturnType<typeof useTranslations<'builder.preview'>>,
  { rows, totalRows }: PreviewResponse['samples'][number],
): string {
  const isWhole = totalRows === null ? rows < sampleLimit : totalRows <= rows;
  if (totalRows === null && !isWhole) return t('sampleUnknown', { rows });
  return isWhole || totalRows === null ? t('sampleWhole', { rows }) : t('samplePart', { rows, total: totalRows });
}
