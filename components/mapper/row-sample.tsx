import { ArrowRight, CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { sourceKindOf } from './map-field.ts';
import type { RowSample } from './sample-at.ts';

/** A value of the sample row as it comes in and as it arrives. */
export function BeforeAfter({ sample, entry }: { readonly sample: RowSample | null; readonly entry: ColumnMapping }) {
  const t = useTranslations('builder.mapper');
  if (sample === null) return <span />;
  const { before, after, fails, isStale } = sample;
  const isPlain = sourceKindOf(entry) === 'field' && before === after && !fails;
  return (
    <p
      className={joinClasses(
        'flex min-w-0 items-center gap-1 font-mono text-meta transition-opacity',
        isStale && 'opacity-50',
      )}
    >
      {before !== undefined && !isPlain && (
        <>
          <Cell value={before} className="text-ink-3" />
          <ArrowRight aria-label={t('becomes')} className="size-3 shrink-0 text-ink-3" />
        </>
      )}
      {fails ? (
        <span className="flex min-w-0 items-center gap-1 font-sans text-warning">
          <CircleAlert aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{t('setAside')}</span>
        </span>
      ) : (
        <Cell value={after} />
      )}
    </p>
  );
}

function Cell({ value, className }: { readonly value: string | null; readonly className?: string }) {
  const t = useTranslations('builder.preview');
  return (
    <span
      className={joinClasses('min-w-0 truncate', className, value === null && 'text-ink-3 italic')}
      title={value ?? ''}
    >
      {value ?? t('blank')}
    </span>
  );
}

/** What a value is converted to, and how many rows of the sample have one that does not convert. */
export function CastChip({ sample }: { readonly sample: RowSample }) {
  const t = useTranslations('builder.mapper');
  const types = useTranslations('builder.types');
  const { beforeType, type, failed } = sample;
  const isCast = beforeType !== null && beforeType !== type;
  if (!isCast && failed === 0) return null;
  const change = isCast ? t('cast', { from: types(beforeType).toLowerCase(), to: types(type).toLowerCase() }) : '';
  return (
    <Badge tone={failed > 0 ? 'warning' : 'neutral'}>
      {failed > 0 && <TriangleAlert aria-hidden className="size-3" />}
      {[change, failed > 0 ? t('failed', { count: failed }) : ''].filter((text) => text !== '').join(' · ')}
    </Badge>
  );
}
