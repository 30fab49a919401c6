'use client';

import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Cell } from '#components/grid/cell.ts';
import { RevealButton } from '#components/preview/reveal-button.tsx';
import { useRefreshRejected, useRejected } from '#components/queries/use-rejected.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RejectedPage, RejectedRow } from '#core/contracts/rejected.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { CellLine } from './cell-line.tsx';
import { CellMenu } from './cell-menu.tsx';
import { FixGrid } from './fix-grid.tsx';
import { fixOf } from './fixes.ts';
import type { useRejectedFilters } from './rejected-filters.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { ReplayWatch } from './replay-watch.tsx';
import type { ShownStatus } from './row-head.tsx';
import { useCellActions } from './use-cell-actions.ts';
import { useFixes } from './use-fixes.ts';
import { useHiddenValues } from './use-hidden-values.ts';

interface FixScreenProps {
  readonly run: RunDetail;
  readonly nodeId: string;
  readonly stepName: string;
  readonly counts: RejectedPage;
  readonly filters: ReturnType<typeof useRejectedFilters>;
  readonly mayFix: boolean;
  readonly lead: ReactNode;
  readonly notice: ReactNode;
  readonly toolbar: ReactNode;
}

/** The rows, what is being done about them, and the way back into the pipeline. */
export function FixScreen(props: FixScreenProps) {
  const { run, nodeId, stepName, counts, filters, mayFix, lead, notice, toolbar } = props;
  const t = useTranslations('app.rejected');
  const { filter, order, set } = filters;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRejected(
    run.id,
    nodeId,
    filter,
    order,
  );
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const { fixes, state, change, undo, redo, save } = useFixes(run.id, nodeId);
  const [active, setActive] = useState<Cell | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const [replayId, setReplayId] = useState<string | null>(null);
  const refresh = useRefreshRejected(run.id, nodeId);
  const hidden = useHiddenValues({ graph: run.graph, nodeId, columns: counts.columns, rows });
  const fixAt = useCallback((row: RejectedRow, column: string) => fixOf(fixes, row, column), [fixes]);
  const canEdit = (row: RejectedRow) => mayFix && row.status === 'open';
  const statusOf = (row: RejectedRow): ShownStatus => {
    const isFixed = counts.columns.some(({ name }) => fixAt(row, name) !== undefined);
    return row.status === 'open' && isFixed ? 'edited' : row.status;
  };
  const row = active === null ? null : (rows[active.row] ?? null);
  const column = active === null ? null : (counts.columns[active.column] ?? null);
  const actions = useCellActions({
    run,
    nodeId,
    row,
    column,
    place: active?.column ?? 0,
    fixes,
    change,
    save,
    show: hidden.show,
  });
  const menu = mayFix && actions !== null ? <CellMenu {...actions} /> : null;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const ask = async () => {
    if (await save()) setAsking(true);
  };
  const toReplay = chosen.size > 0 ? chosen.size : (counts.statuses.edited ?? 0);
  return (
    <>
      <header className="mb-4 flex flex-wrap items-start gap-2">
        {lead}
        {mayFix && (
          <Button variant="primary" icon={RotateCcw} disabled={(counts.statuses.open ?? 0) === 0} onClick={ask}>
            {toReplay > 0 ? t('replay', { count: toReplay }) : t('replayNone')}
          </Button>
        )}
      </header>
      {toolbar}
      <div className="mb-3 flex flex-col gap-2 empty:hidden">
        {notice}
        {replayId !== null && <ReplayWatch runId={replayId} onEnd={refresh} />}
      </div>
      <div className="flex min-h-80 flex-1 flex-col overflow-hidden rounded-card border bg-surface">
        <div className="min-h-0 flex-1">
          {error && !data ? (
            <LoadFailure error={error} onRetry={refetch} />
          ) : !data ? (
            <Skeleton className="m-3 h-40" />
          ) : rows.length === 0 ? (
            <EmptyState
              title={t('noMatch')}
              actions={
                <Button onClick={() => set({ reason: null, field: null, q: null, status: null })}>
                  {t('clearFilter')}
                </Button>
              }
            />
          ) : (
            <FixGrid
              label={t('grid', { step: stepName })}
              rows={rows}
              columns={counts.columns}
              order={order}
              onOrder={(next) => set({ sort: next?.sort ?? null, direction: next?.direction ?? null })}
              fixOf={fixAt}
              hidden={hidden}
              statusOf={statusOf}
              canEdit={canEdit}
              onFix={(written) =>
                change(
                  written.map(({ row: fixed, column: place, value }) => {
                    const name = counts.columns[place]?.name ?? '';
                    const after = value === (fixed.cells[place] ?? null) ? undefined : value;
                    return { row: fixed.row, column: name, before: fixAt(fixed, name), after };
                  }),
                )
              }
              onUndo={undo}
              onRedo={redo}
              chosen={chosen}
              onChoose={(places, isChosen) =>
                setChosen((now) => {
                  const next = new Set(now);
                  for (const place of places) isChosen ? next.add(place) : next.delete(place);
                  return next;
                })
              }
              onActive={setActive}
              menu={menu}
              onEnd={onEnd}
            />
          )}
        </div>
        <CellLine
          row={row}
          column={column?.name ?? null}
          original={active === null ? null : hidden.show(active.column, row?.cells[active.column] ?? null)}
          message={row === null ? '' : hidden.showMessage(row)}
          isHidden={hidden.isHidden}
          aside={hidden.canHide && <RevealButton short isHidden={hidden.isHidden} reveal={hidden.reveal} />}
          isFixed={row !== null && column !== null && fixAt(row, column.name) !== undefined}
          menu={menu}
          state={state}
          onSave={() => void save()}
          onUndo={fixes.done.length > 0 ? undo : null}
          onRedo={fixes.undone.length > 0 ? redo : null}
        />
      </div>
      {isAsking && (
        <ReplayDialog
          runId={run.id}
          nodeId={nodeId}
          counts={counts.statuses}
          chosen={chosen}
          ownNumber={run.versionNumber}
          onStarted={(started) => {
            setReplayId(started);
            setChosen(new Set());
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
