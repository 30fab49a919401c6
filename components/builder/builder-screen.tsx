'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { usePipeline } from '#components/queries/use-pipeline.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

const Builder = dynamic(() => import('./builder.tsx').then((module) => module.Builder), {
  ssr: false,
  loading: () => <BuilderSkeleton />,
});

/** The builder of one pipeline, once the pipeline has arrived. */
export function BuilderScreen({ pipelineId }: { pipelineId: string }) {
  const { data: pipeline, error, refetch } = usePipeline(pipelineId);
  if (pipeline !== undefined) return <Builder key={pipelineId} pipeline={pipeline} />;
  if (error !== null) return <LoadFailure error={error} onRetry={refetch} />;
  return <BuilderSkeleton />;
}

function BuilderSkeleton() {
  const t = useTranslations('builder');
  return (
    <div role="status" aria-label={t('loading')} className="flex h-full flex-col">
      <div className="flex h-12 items-center gap-3 border-line border-b bg-surface px-3">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="ml-auto h-8 w-28" />
      </div>
      <div className="flex flex-1 items-center justify-center gap-20 bg-canvas">
        <Skeleton className="h-18 w-60" />
        <Skeleton className="h-18 w-60 max-md:hidden" />
      </div>
    </div>
  );
}
