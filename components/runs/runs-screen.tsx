'use client';

import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { RunFilters } from '#components/queries/run-filters.ts';
import { usePipelines } from '#components/queries/use-pipelines.ts';
import { useRuns } from '#components/queries/use-runs.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { type RunStatus, runStatuses } from '#core/contracts/runs.ts';
import { RunList, RunListSkeleton } from './run-list.tsx';

const filterParsers = { status: parseAsStringLiteral(runStatuses), pipelineId: parseAsString };

export function RunsScreen() {
  const t = useTranslations('app.runs');
  const [filters, setFilters] = useQueryStates(filterParsers, { history: 'push' });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRuns(filters);
  const runs = data?.pages.flatMap((page) => page.runs);
  const isFiltered = filters.status !== null || filters.pipelineId !== null;
  const isEmpty = runs?.length === 0;
  return (
    <PageFrame title={t('title')}>
      {(isFiltered || !isEmpty) && <RunFilterBar filters={filters} onChange={setFilters} />}
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <RunListSkeleton />}
      {isEmpty && (
        <EmptyState
          icon={<Play aria-hidden />}
          title={t(isFiltered ? 'noMatchTitle' : 'emptyTitle')}
          description={t(isFiltered ? 'noMatchText' : 'emptyText')}
          actions={isFiltered && <Button onClick={() => setFilters(null)}>{t('clearFilters')}</Button>}
        />
      )}
      {runs && !isEmpty && <RunList runs={runs} />}
      {hasNextPage && (
        <Button className="mt-4 self-center" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </PageFrame>
  );
}

interface RunFilterBarProps {
  filters: RunFilters;
  onChange: (filters: { status?: RunStatus | null; pipelineId?: string | null }) => void;
}

function RunFilterBar({ filters, onChange }: RunFilterBarProps) {
  const t = useTranslations('app');
  const { data: pipelines = [] } = usePipelines();
  return (
    <div className="mb-3 grid grid-cols-2 gap-2 sm:flex">
      <SelectField
        label={t('runs.status')}
        hideLabel
        value={filters.status ?? 'all'}
        onChange={(status) => onChange({ status: status === 'all' ? null : status })}
        choices={[
          { value: 'all' as const, label: t('runs.allStatuses') },
          ...runStatuses.map((value) => ({
            value,
            label: t(`status.${value}`),
            mark: <StatusIcon status={value} decorative />,
          })),
        ]}
        className="sm:w-48"
      />
      <ComboboxField
        label={t('runs.pipeline')}
        hideLabel
        clearable
        placeholder={t('runs.allPipelines')}
        value={filters.pipelineId ?? null}
        onChange={(pipelineId) => onChange({ pipelineId })}
        choices={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
        className="sm:w-64"
      />
    </div>
  );
}
