'use client';

import { CircleCheckBig } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useIssues } from '#components/queries/use-issues.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
import { IssueCard } from './issue-card.tsx';

/** What keeps going wrong in live pipelines, by cause. */
export function IssuesScreen() {
  const t = useTranslations('issues');
  const { data: issues, error, refetch } = useIssues();
  const [named] = useQueryState('issue', parseAsString);
  return (
    <PageFrame title={t('title')} detail={<p className="mt-1 max-w-3xl text-ink-2 text-ui">{t('text')}</p>}>
      {error && !issues && <LoadFailure error={error} onRetry={refetch} />}
      {!issues && !error && <ListSkeleton rows={2} mark="size-4" rowStyle="h-28" />}
      {issues?.length === 0 && (
        <EmptyState icon={<CircleCheckBig aria-hidden />} title={t('emptyTitle')} description={t('emptyText')} />
      )}
      {issues && issues.length > 0 && (
        <ul className="flex flex-col gap-4">
          {issues.map((issue) => (
            <IssueCard key={issue.id} issue={issue} isNamed={issue.id === named} />
          ))}
        </ul>
      )}
    </PageFrame>
  );
}
