'use client';

import { CircleCheck, Scale, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCompare, useComparisons } from '#components/queries/use-comparisons.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useMe } from '#components/queries/use-me.ts';
import { hasEnded } from '#components/queries/use-run.ts';
import { Button } from '#components/ui/button.tsx';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ComparisonView } from '#core/contracts/comparisons.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { DifferentRows } from './different-rows.tsx';

/** Whether targets hold what the run sent, as far as it was compared. */
export function ComparisonSection({ run }: { run: RunDetail }) {
  const t = useTranslations('app.compare');
  const { data } = useComparisons(run.id, hasEnded(run.status));
  if (data === undefined || data.comparisons.length === 0) return null;
  return (
    <section aria-labelledby="compare-title">
      <h2 id="compare-title" className="mb-2 font-semibold text-body">
        {t('title')}
      </h2>
      <ul className="overflow-hidden rounded-card border bg-surface">
        {data.comparisons.map((comparison) => (
          <Comparison key={comparison.nodeId} runId={run.id} comparison={comparison} />
        ))}
      </ul>
    </section>
  );
}

function Comparison({ runId, comparison }: { runId: string; comparison: ComparisonView }) {
  const t = useTranslations('app.compare');
  const toText = useErrorText();
  const { data: me } = useMe();
  const { mutate: compare, isPending } = useCompare(runId, comparison.nodeId);
  const { name, found, canCompare } = comparison;
  return (
    <li className="flex flex-col gap-2 border-b px-4 py-3 text-ui last:border-b-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <ComparisonIcon found={found} />
        <div className="min-w-48 flex-1">
          <p className="truncate font-medium text-body">{name}</p>
          {found === null ? (
            <p className="text-ink-2">{t(canCompare ? 'never' : 'none')}</p>
          ) : (
            <p className="text-ink-2 tabular-nums">
              <ComparisonText found={found} /> · <LocalTime at={found.comparedAt} />
            </p>
          )}
        </div>
        {canCompare && me !== undefined && me.role !== 'viewer' && (
          <Button
            size="small"
            loading={isPending}
            aria-label={t('button', { name })}
            onClick={() => compare(undefined, { onError: (error) => toast.error(toText(error)) })}
          >
            {t('buttonShort')}
          </Button>
        )}
      </div>
      {found !== null && found.listed.length > 0 && <DifferentRows rows={found.listed} />}
    </li>
  );
}

type Found = NonNullable<ComparisonView['found']>;

function isEqual({ missing, different, extra, sumsEqual }: Found): boolean {
  return missing + different + extra === 0 && sumsEqual !== false;
}

function ComparisonIcon({ found }: { found: Found | null }) {
  if (found === null) return <Scale aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />;
  return isEqual(found) ? (
    <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
  ) : (
    <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
  );
}

function ComparisonText({ found }: { found: Found }) {
  const t = useTranslations('app.compare');
  const { rows: count, missing, different, extra } = found;
  const said = isEqual(found)
    ? t(found.sumsEqual === true ? 'equal' : 'equalRows', { count })
    : t('unequal', { count, missing, different, extra });
  return found.whole ? said : `${said}. ${t('part', { count })}`;
}
