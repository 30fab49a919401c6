'use client';

import { Plus, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { IssueAlert } from '#components/issues/issue-alert.tsx';
import { usePipelines } from '#components/queries/use-pipelines.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterParsers, listOwners, meetsFilters } from './pipeline-filters.ts';
import { PipelineList, PipelineListSkeleton } from './pipeline-list.tsx';
import { PipelinesEmpty } from './pipelines-empty.tsx';
import { useNewPipeline } from './use-new-pipeline.ts';
import { usePipelineRemoval } from './use-pipeline-removal.tsx';
import { ViewBar } from './view-bar.tsx';

export function PipelinesScreen() {
  const t = useTranslations('app.pipelines');
  const { data, error, refetch } = usePipelines();
  const { startBlank, pending } = useNewPipeline();
  const { hiddenIds, remove, dialog } = usePipelineRemoval();
  const [filters, setFilters] = useQueryStates(filterParsers, { history: 'replace' });
  const pipelines = data?.filter(({ id }) => !hiddenIds.has(id));
  const shown = pipelines?.filter((pipeline) => meetsFilters(pipeline, filters));
  const isEmpty = pipelines?.length === 0;
  return (
    <PageFrame
      title={t('title')}
      actions={
        !isEmpty && (
          <Button variant="primary" icon={Plus} onClick={startBlank} loading={pending === 'blank'}>
            {t('new')}
          </Button>
        )
      }
    >
      <IssueAlert />
      {!isEmpty && <FilterBar filters={filters} owners={listOwners(pipelines ?? [])} onChange={setFilters} />}
      {!isEmpty && <ViewBar filters={filters} onFilters={setFilters} />}
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <PipelineListSkeleton />}
      {isEmpty && <PipelinesEmpty />}
      {!isEmpty && shown?.length === 0 && (
        <EmptyState
          icon={<Workflow aria-hidden />}
          title={t('noMatchTitle')}
          description={t('noMatchText')}
          actions={<Button onClick={() => setFilters(null)}>{t('showAll')}</Button>}
        />
      )}
      {shown && shown.length > 0 && <PipelineList pipelines={shown} onDelete={remove} />}
      {dialog}
    </PageFrame>
  );
}
