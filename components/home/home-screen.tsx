'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { PipelinesEmpty } from '#components/pipelines/pipelines-empty.tsx';
import { useNewPipeline } from '#components/pipelines/use-new-pipeline.ts';
import { useHome } from '#components/queries/use-home.ts';
import { usePipelines } from '#components/queries/use-pipelines.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { guideSteps, type Home } from '#core/contracts/home.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { AttentionList } from './attention-list.tsx';
import { DayCard } from './day-card.tsx';
import { GuideCard } from './guide-card.tsx';
import { NextRuns } from './next-runs.tsx';
import { RecentPipelines } from './recent-pipelines.tsx';

/** The first page after signing in: what needs somebody, what ran, what is next, and the first steps of a newcomer. */
export function HomeScreen() {
  const t = useTranslations('home');
  const pipelines = usePipelines();
  const home = useHome();
  const { startBlank, pending } = useNewPipeline();
  const error = pipelines.error ?? home.error;
  const isEmpty = pipelines.data?.length === 0;
  return (
    <PageFrame
      title={t('title')}
      actions={
        pipelines.data &&
        !isEmpty && (
          <Button variant="primary" icon={Plus} onClick={startBlank} loading={pending === 'blank'}>
            {t('newPipeline')}
          </Button>
        )
      }
    >
      {pipelines.data && home.data ? (
        <Overview pipelines={pipelines.data} home={home.data} />
      ) : error ? (
        <LoadFailure error={error} onRetry={() => Promise.all([pipelines.refetch(), home.refetch()])} />
      ) : (
        <OverviewSkeleton />
      )}
    </PageFrame>
  );
}

interface OverviewProps {
  pipelines: readonly PipelineSummary[];
  home: Home;
}

function Overview({ pipelines, home: { day, guide } }: OverviewProps) {
  // Asked for from the help menu, the guide shows even when everything in it is done.
  const [isWanted, setIsWanted] = useQueryState('guide', parseAsBoolean.withDefault(false));
  const isUnfinished = guide.done.length < guideSteps.length;
  const guideCard = !guide.dismissed && (isUnfinished || isWanted) && (
    <GuideCard guide={guide} pipelines={pipelines} onDismiss={() => setIsWanted(null)} />
  );
  if (pipelines.length === 0) {
    return (
      <div className="flex flex-1 flex-col">
        <PipelinesEmpty />
        {guideCard}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      {guideCard}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(300px,380px)]">
        <div className="flex min-w-0 flex-col gap-6">
          <AttentionList pipelines={pipelines} />
          <DayCard day={day} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <NextRuns pipelines={pipelines} />
          <RecentPipelines pipelines={pipelines} />
        </div>
      </div>
    </div>
  );
}

function OverviewSkeleton() {
  return (
    <div aria-hidden className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(300px,380px)]">
      <div className="flex flex-col gap-6">
        <Skeleton className="h-28 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
      <div className="flex flex-col gap-6">
        <Skeleton className="h-48 w-full" />
        <Skeleton className="h-48 w-full" />
      </div>
    </div>
  );
}
