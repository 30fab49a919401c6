'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef } from 'react';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { BulkBar } from './bulk-bar.tsx';
import { PipelineRow, pipelineColumns } from './pipeline-row.tsx';
import { useListCommands } from './use-list-commands.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useRowSelection } from './use-row-selection.ts';

interface PipelineListProps {
  pipelines: readonly PipelineSummary[];
  onDelete: (pipelines: readonly PipelineSummary[]) => void;
}

export function PipelineList({ pipelines, onDelete }: PipelineListProps) {
  const list = useRef<HTMLUListElement>(null);
  const ids = useMemo(() => pipelines.map(({ id }) => id), [pipelines]);
  const { selectedIds, toggle, set } = useRowSelection(ids);
  const selected = pipelines.filter(({ id }) => selectedIds.has(id));
  const clear = useCallback(() => set([]), [set]);
  const extend = (from: string, to: string) => set([...new Set([...selectedIds, from, to])]);
  useListCommands({ list, pipelines, selected, onDelete });
  useRowKeys({ list, onSelect: toggle, onExtend: extend, onClear: clear });
  return (
    <>
      <div className={joinClasses('overflow-hidden rounded-card border bg-surface', selected.length > 0 && 'mb-20')}>
        <ListHead total={pipelines.length} selected={selected.length} onSelectAll={(all) => set(all ? ids : [])} />
        <ul ref={list}>
          {pipelines.map((pipeline) => (
            <PipelineRow
              key={pipeline.id}
              pipeline={pipeline}
              selected={selectedIds.has(pipeline.id)}
              selecting={selected.length > 0}
              onSelect={(range) => toggle(pipeline.id, range)}
              onDelete={() => onDelete([pipeline])}
            />
          ))}
        </ul>
      </div>
      {selected.length > 0 && <BulkBar selected={selected} onDone={clear} onDelete={() => onDelete(selected)} />}
    </>
  );
}

interface ListHeadProps {
  total: number;
  selected: number;
  onSelectAll: (all: boolean) => void;
}

function ListHead({ total, selected, onSelectAll }: ListHeadProps) {
  const t = useTranslations('app.pipelines');
  const columns = ['name', 'health', 'rows', 'fresh', 'next', 'owner'] as const;
  return (
    <div className={joinClasses('hidden h-9 border-b px-3 text-ink-3 text-meta', pipelineColumns)}>
      <Checkbox
        label={t('selectAll')}
        hideLabel
        checked={selected === total}
        indeterminate={selected > 0 && selected < total}
        onChange={onSelectAll}
      />
      {columns.map((key, index) => (
        <span
          key={key}
          className={joinClasses(
            'truncate',
            index > 1 && 'md:max-lg:hidden',
            key === 'rows' && 'text-right',
            key === 'owner' && 'max-xl:hidden',
          )}
        >
          {t(`columns.${key}`)}
        </span>
      ))}
    </div>
  );
}

export function PipelineListSkeleton() {
  return <ListSkeleton mark="size-4" rowStyle="h-24 md:h-12" hasHead />;
}
