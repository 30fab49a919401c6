'use client';

import { Pause, Play, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { toast } from 'sonner';
import { usePausePipelines } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { PipelineRow, pipelineColumns } from './pipeline-row.tsx';
import { useRowKeys } from './use-row-keys.ts';

interface PipelineListProps {
  pipelines: readonly PipelineSummary[];
  onDelete: (pipeline: PipelineSummary) => void;
}

export function PipelineList({ pipelines, onDelete }: PipelineListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const selected = pipelines.filter(({ id }) => selectedIds.has(id));
  const toggle = useCallback((id: string) => {
    setSelectedIds((ids) => new Set(ids.has(id) ? [...ids].filter((other) => other !== id) : [...ids, id]));
  }, []);
  useRowKeys({ list, onSelect: toggle });
  const selectAll = (all: boolean) => setSelectedIds(new Set(all ? pipelines.map(({ id }) => id) : []));
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <ListHead total={pipelines.length} selected={selected} onSelectAll={selectAll} />
      <ul ref={list}>
        {pipelines.map((pipeline) => (
          <PipelineRow
            key={pipeline.id}
            pipeline={pipeline}
            selected={selectedIds.has(pipeline.id)}
            onSelect={() => toggle(pipeline.id)}
            onDelete={() => onDelete(pipeline)}
          />
        ))}
      </ul>
    </div>
  );
}

interface ListHeadProps {
  total: number;
  selected: readonly PipelineSummary[];
  onSelectAll: (all: boolean) => void;
}

/** Column names; while something is selected, what can be done with it. Same height either way. */
function ListHead({ total, selected, onSelectAll }: ListHeadProps) {
  const t = useTranslations('app.pipelines');
  const columns = ['name', 'health', 'rows', 'last', 'next'] as const;
  return (
    <div className={joinClasses('hidden h-9 border-b px-3 text-ink-3 text-meta', pipelineColumns)}>
      <Checkbox
        label={t('selectAll')}
        hideLabel
        checked={selected.length === total}
        indeterminate={selected.length > 0 && selected.length < total}
        onChange={onSelectAll}
      />
      {selected.length > 0 ? (
        <BulkActions selected={selected} onDone={() => onSelectAll(false)} />
      ) : (
        columns.map((key, index) => (
          <span key={key} className={joinClasses(index > 1 && 'md:max-lg:hidden', key === 'rows' && 'text-right')}>
            {t(`columns.${key}`)}
          </span>
        ))
      )}
    </div>
  );
}

function BulkActions({ selected, onDone }: { selected: readonly PipelineSummary[]; onDone: () => void }) {
  const t = useTranslations('app.pipelines');
  const describeError = useErrorText();
  const { mutate: pausePipelines, isPending, variables } = usePausePipelines();
  const act = (pause: boolean) =>
    pausePipelines(
      { ids: selected.map(({ id }) => id), pause },
      {
        onError: (error) => toast.error(describeError(error)),
        onSuccess: (count) => {
          toast.success(t(pause ? 'pausedToast' : 'resumedToast', { count }));
          onDone();
        },
      },
    );
  return (
    <div className="col-span-full col-start-2 flex min-w-0 items-center gap-2">
      <span aria-live="polite" className="mr-1 font-medium text-ink text-ui">
        {t('selected', { count: selected.length })}
      </span>
      <Button size="small" icon={Pause} loading={isPending && variables?.pause} onClick={() => act(true)}>
        {t('pause')}
      </Button>
      <Button size="small" icon={Play} loading={isPending && !variables?.pause} onClick={() => act(false)}>
        {t('resume')}
      </Button>
      <IconButton icon={X} size="small" label={t('clearSelection')} onClick={onDone} />
    </div>
  );
}

export function PipelineListSkeleton() {
  return (
    <div aria-hidden className="overflow-hidden rounded-card border bg-surface">
      <div className="hidden h-9 border-b md:block" />
      {['w-48', 'w-64', 'w-40', 'w-56'].map((width) => (
        <div key={width} className="flex h-24 items-center gap-4 border-b px-4 last:border-b-0 md:h-12">
          <Skeleton className="size-4 shrink-0" />
          <Skeleton className={joinClasses('h-4', width)} />
        </div>
      ))}
    </div>
  );
}
