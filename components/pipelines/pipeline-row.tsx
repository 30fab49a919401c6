'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { NumberText } from '#components/ui/number.tsx';
import { LocalTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { HealthStrip } from './health-strip.tsx';
import { PipelineMenu } from './pipeline-menu.tsx';
import { readPipelineStatus } from './pipeline-status.ts';

export const pipelineColumns =
  'md:grid md:grid-cols-[24px_minmax(0,1fr)_124px_32px] md:items-center md:gap-x-4 lg:grid-cols-[24px_minmax(0,1fr)_124px_76px_120px_160px_32px] xl:gap-x-6';

interface PipelineRowProps {
  pipeline: PipelineSummary;
  selected: boolean;
  onSelect: (selected: boolean) => void;
  onDelete: () => void;
}

/** A line of the list; a card on a phone. */
export function PipelineRow({ pipeline, selected, onSelect, onDelete }: PipelineRowProps) {
  const t = useTranslations('app.pipelines');
  return (
    <li
      className={joinClasses(
        'group relative border-b px-4 py-3 last:border-b-0 focus-within:bg-raised/60 hover:bg-raised/60 md:min-h-12 md:px-3 md:py-1.5',
        pipelineColumns,
        selected && 'bg-accent/6',
      )}
    >
      <Checkbox
        label={t('select', { name: pipeline.name })}
        hideLabel
        checked={selected}
        onChange={onSelect}
        className={joinClasses(
          'relative max-md:hidden',
          !selected &&
            'opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
        )}
      />
      <div className="flex min-w-0 items-center gap-x-2.5 gap-y-1 max-md:flex-wrap max-md:pr-9">
        <StatusIcon status={readPipelineStatus(pipeline)} />
        <Link
          href={`/pipelines/${pipeline.id}`}
          data-row-link={pipeline.id}
          className="min-w-0 truncate font-medium text-body outline-none max-md:max-w-[calc(100%-26px)] max-md:whitespace-normal after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {pipeline.name}
        </Link>
        <StateBadge pipeline={pipeline} />
      </div>
      <div className="relative max-md:mt-2.5">
        <HealthStrip pipeline={pipeline} />
      </div>
      <RowFacts pipeline={pipeline} />
      <div className="relative flex justify-end max-md:absolute max-md:top-2 max-md:right-2">
        <PipelineMenu pipeline={pipeline} onDelete={onDelete} />
      </div>
    </li>
  );
}

function StateBadge({ pipeline }: { pipeline: PipelineSummary }) {
  const t = useTranslations('app.pipelines');
  if (pipeline.waitingFor) {
    return (
      <Link
        href={`/connections/${pipeline.waitingFor.connectionId}`}
        title={t('waitingFor', { name: pipeline.waitingFor.name })}
        className="relative shrink-0 rounded-pill"
      >
        <Badge tone="warning">{t('waiting')}</Badge>
      </Link>
    );
  }
  if (pipeline.missedRuns > 0) return <Badge tone="warning">{t('missed', { count: pipeline.missedRuns })}</Badge>;
  if (!pipeline.published) return <Badge>{t('draft')}</Badge>;
  if (pipeline.unpublishedChanges) return <Badge tone="accent">{t('changed')}</Badge>;
  return null;
}

/** Columns on a wide screen, one wrapping line on a phone. */
function RowFacts({ pipeline }: { pipeline: PipelineSummary }) {
  const t = useTranslations('app.pipelines');
  const last = pipeline.recentRuns.at(-1);
  const cell = 'min-w-0 truncate text-ink-2 text-ui md:hidden lg:block';
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 max-md:mt-2 md:contents">
      <div className={joinClasses(cell, 'lg:text-right')}>
        <dt className="mr-1 inline text-ink-3 lg:sr-only">{t('columns.rows')}</dt>
        <dd className="inline">
          <NumberText value={pipeline.rows24h} compact />
        </dd>
      </div>
      <div className={cell}>
        <dt className="mr-1 inline text-ink-3 lg:sr-only">{t('columns.last')}</dt>
        <dd className="inline">
          {last ? <RelativeTime at={last.createdAt} /> : <span className="text-ink-3">{t('neverRun')}</span>}
        </dd>
      </div>
      <div className={cell}>
        <dt className="mr-1 inline text-ink-3 lg:sr-only">{t('columns.next')}</dt>
        <dd className="inline">
          <NextRun pipeline={pipeline} />
        </dd>
      </div>
    </dl>
  );
}

/** Today as the hour alone, otherwise with the day; always with the zone. */
function NextRun({ pipeline }: { pipeline: PipelineSummary }) {
  const t = useTranslations('app.pipelines');
  const format = useFormatter();
  if (pipeline.paused) return <span className="text-warning">{t('paused')}</span>;
  if (pipeline.nextDueAt === null) return <span className="text-ink-3">{t('noSchedule')}</span>;
  const due = new Date(pipeline.nextDueAt);
  if (due.toDateString() !== new Date().toDateString()) return <LocalTime at={pipeline.nextDueAt} />;
  return (
    <time dateTime={pipeline.nextDueAt} title={format.dateTime(due, { dateStyle: 'full', timeStyle: 'long' })}>
      {format.dateTime(due, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })}
    </time>
  );
}
