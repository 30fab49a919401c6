'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Initials } from '#components/shell/initials.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { NumberText } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { DueTime } from './due-time.tsx';
import { HealthStrip } from './health-strip.tsx';
import { PipelineMenu } from './pipeline-menu.tsx';
import { readPipelineStatus } from './pipeline-status.ts';

export const pipelineColumns =
  'md:grid md:grid-cols-[24px_minmax(0,1fr)_124px_32px] md:items-center md:gap-x-4 lg:grid-cols-[24px_minmax(0,1fr)_124px_76px_112px_150px_32px] xl:grid-cols-[24px_minmax(0,1fr)_124px_76px_120px_160px_28px_32px] xl:gap-x-6';

interface PipelineRowProps {
  pipeline: PipelineSummary;
  selected: boolean;
  /** Whether any row is: then every box is in sight. */
  selecting: boolean;
  /** `range`: everything since the last one as well. */
  onSelect: (range: boolean) => void;
  onDelete: () => void;
}

/** A line of the list; a card on a phone. */
export function PipelineRow({ pipeline, selected, selecting, onSelect, onDelete }: PipelineRowProps) {
  const t = useTranslations('app.pipelines');
  const isRange = useRef(false);
  return (
    <li
      onPointerDownCapture={({ shiftKey }) => {
        isRange.current = shiftKey;
      }}
      onKeyDownCapture={() => {
        isRange.current = false;
      }}
      className={joinClasses(
        'group relative border-b py-3 pr-4 pl-11 last:border-b-0 focus-within:bg-raised/60 hover:bg-raised/60 md:min-h-12 md:px-3 md:py-1.5',
        pipelineColumns,
        selected && 'bg-accent/6',
      )}
    >
      <Checkbox
        label={t('select', { name: pipeline.name })}
        hideLabel
        checked={selected}
        onChange={() => onSelect(isRange.current)}
        className={joinClasses(
          'relative z-1 max-md:absolute max-md:top-2 max-md:left-2 max-md:size-8 max-md:items-center max-md:justify-center',
          !selecting &&
            'md:opacity-0 md:transition-opacity md:group-focus-within:opacity-100 md:group-hover:opacity-100 pointer-coarse:opacity-100',
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
      <OwnerMark owner={pipeline.owner} />
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
        <dt className="mr-1 inline text-ink-3 lg:sr-only">{t('columns.fresh')}</dt>
        <dd className="inline">
          <Freshness pipeline={pipeline} />
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

/** How long ago data last arrived; what the last attempt came to is told by the strip and the icon. */
function Freshness({ pipeline: { lastSucceededAt, recentRuns } }: { pipeline: PipelineSummary }) {
  const t = useTranslations('app.pipelines');
  if (lastSucceededAt !== null) return <RelativeTime at={lastSucceededAt} />;
  return <span className="text-ink-3">{t(recentRuns.length === 0 ? 'neverRun' : 'neverSucceeded')}</span>;
}

function OwnerMark({ owner }: { owner: PipelineSummary['owner'] }) {
  const t = useTranslations('app.pipelines');
  const name = owner?.name ?? t('nobody');
  return (
    <div className="max-xl:hidden" title={t('ownedBy', { name })}>
      <span className="sr-only">{t('ownedBy', { name })}</span>
      <Initials name={owner?.name ?? '–'} className="rounded-pill" />
    </div>
  );
}

function NextRun({ pipeline }: { pipeline: PipelineSummary }) {
  const t = useTranslations('app.pipelines');
  if (pipeline.paused) return <span className="text-warning">{t('paused')}</span>;
  if (pipeline.nextDueAt !== null) return <DueTime at={pipeline.nextDueAt} />;
  const isLive = pipeline.published && pipeline.triggers.includes('webhook');
  return <span className="text-ink-3">{t(isLive ? 'onWebhook' : 'noSchedule')}</span>;
}
