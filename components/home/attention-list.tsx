'use client';

import { CircleCheckBig } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useIssues } from '#components/queries/use-issues.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { type Attention, collectAttention } from './collect-attention.ts';
import { HomeSection, homeRow, homeRowLink } from './home-section.tsx';

const most = 5;

/** What waits for somebody: causes of failing runs, and schedules that did not start. */
export function AttentionList({ pipelines }: { pipelines: readonly PipelineSummary[] }) {
  const t = useTranslations('home');
  const { data: issues, error } = useIssues();
  const waiting = collectAttention(issues ?? [], pipelines);
  const isComplete = waiting.length <= most;
  return (
    <HomeSection
      title={t('attention')}
      link={isComplete ? undefined : { href: '/pipelines?show=attention', label: t('all', { count: waiting.length }) }}
    >
      {issues === undefined && !error ? (
        <Skeleton className="m-4 h-5 w-64" />
      ) : waiting.length === 0 ? (
        <p className="flex min-h-11 items-center gap-3 px-4 py-2 text-ink-2 text-ui">
          <CircleCheckBig aria-hidden className="size-4 shrink-0 text-success" />
          {t('nothingWaits')}
        </p>
      ) : (
        <ul>
          {waiting.slice(0, most).map((entry) => (
            <AttentionRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function AttentionRow({ entry }: { entry: Attention }) {
  const { title, detail } = useWords(entry);
  const isFailure = entry.type === 'failed' || (entry.type === 'issue' && entry.issue.kind === 'failure');
  const isFixed = entry.type === 'issue' && entry.issue.state === 'fixed';
  return (
    <li className={`${homeRow} items-start`}>
      <StatusIcon status={isFailure && !isFixed ? 'failed' : 'warning'} className="mt-0.5" />
      <div className="min-w-0">
        <Link href={entry.href} className={`${homeRowLink} line-clamp-2 whitespace-normal [overflow-wrap:anywhere]`}>
          {title}
        </Link>
        <p className="mt-0.5 text-ink-2 text-ui">{detail}</p>
      </div>
    </li>
  );
}

function useWords(entry: Attention): { title: string; detail: string } {
  const t = useTranslations('home');
  const tIssues = useTranslations('issues');
  if (entry.type !== 'issue') {
    const { name, missedRuns, recentRuns } = entry.pipeline;
    if (entry.type === 'missed') return { title: name, detail: t('missed', { count: missedRuns }) };
    return { title: name, detail: recentRuns.findLast(({ error }) => error !== null)?.error?.message ?? t('failed') };
  }
  const { failure, connection, pipelines, kind, runs, rows, state } = entry.issue;
  const affected = tIssues('affected', { connections: connection ? 1 : 0, pipelines: pipelines.length });
  const extent = tIssues(kind === 'failure' ? 'runs' : kind === 'rejected' ? 'rows' : 'differs', {
    count: kind === 'rejected' ? rows : runs,
  });
  const words = state === 'fixed' ? [affected, tIssues('fixed')] : [affected, extent];
  return { title: failure.message, detail: words.join(' · ') };
}
