'use client';

import { Rows3, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { findPersonalColumns } from '#components/preview/personal-data.ts';
import { PreviewGrid } from '#components/preview/preview-grid.tsx';
import { RevealButton } from '#components/preview/reveal-button.tsx';
import { useKeptRows } from '#components/queries/use-kept-rows.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type KeptRows, type RowOutcome, rowOutcomes } from '#core/contracts/kept-rows.ts';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { RunStepView } from '#core/contracts/runs.ts';
import type { RowSide } from './list-sides.ts';
import { RowDetail } from './row-detail.tsx';

interface KeptRowsViewProps {
  runId: string;
  side: RowSide;
  step: RunStepView | null;
  q: string;
  outcome: RowOutcome | null;
  onFilter: (filters: { q?: string | null; outcome?: RowOutcome | null }) => void;
  hiding: Hiding;
}

type KeptRow = KeptRows['rows'][number];

interface Hiding {
  /** Whether values that tell who somebody is are hidden. */
  isHidden: boolean;
  canHide: boolean;
  reveal: (revealed: boolean) => void;
}

const typingMs = 250;

/** The kept rows with a search and, for a target, by what became of them; the row one picks in full. */
export function KeptRowsView({ runId, side, step, q, outcome, onFilter, hiding }: KeptRowsViewProps) {
  const t = useTranslations('rows');
  const search = useDelayed(q, typingMs);
  const query = useKeptRows(runId, side.nodeId, { q: search, outcome, port: side.port });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = query;
  const [opened, setOpened] = useState<KeptRow | null>(null);
  const first = data?.pages[0];
  const isFiltered = search !== '' || outcome !== null;
  if (error && !data) return <LoadFailure error={error} onRetry={refetch} />;
  if (first?.kept === null && first.total > 0) {
    return <EmptyState icon={<Rows3 aria-hidden />} title={t('goneTitle')} description={t('goneText')} />;
  }
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const nothing = (
    <EmptyState
      icon={<Rows3 aria-hidden />}
      title={t(isFiltered ? 'noMatchTitle' : 'emptyTitle')}
      description={t(isFiltered ? 'noMatchText' : 'emptyText')}
      actions={isFiltered && <Button onClick={() => onFilter({ q: null, outcome: null })}>{t('clear')}</Button>}
    />
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <TextField
          type="search"
          label={t('search')}
          hideLabel
          icon={Search}
          placeholder={t('search')}
          value={q}
          onChange={(value) => onFilter({ q: value || null })}
          className="w-full sm:w-72"
        />
        {side.way === 'written' && (
          <OutcomeChoice
            outcome={outcome}
            counts={first?.outcomes ?? {}}
            onChange={(next) => onFilter({ outcome: next })}
          />
        )}
        {hiding.canHide && <RevealButton isHidden={hiding.isHidden} reveal={hiding.reveal} className="sm:ml-auto" />}
      </div>
      <p aria-live="polite" className="mb-2 min-h-5 text-ink-2 text-meta">
        {first && describeCounts(t, first, isFiltered)}
        {first && step && side.way === 'written' && <> {describeLeftOut(t, step, first)}</>}
      </p>
      {!data && <ListSkeleton rows={10} rowStyle="h-9" hasHead />}
      {first && rows.length === 0 && opened === null && nothing}
      {first && (rows.length > 0 || opened !== null) && (
        <RowsBeside
          {...{ runId, side, first, rows, hiding, opened, nothing }}
          onOpen={setOpened}
          isStale={isPlaceholderData || q !== search}
        />
      )}
      {hasNextPage && (
        <Button className="mt-3 self-start" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

interface RowsBesideProps {
  runId: string;
  side: RowSide;
  first: KeptRows;
  rows: readonly KeptRow[];
  hiding: Hiding;
  /** The row that is read in full, which may be none of those in sight. */
  opened: KeptRow | null;
  onOpen: (row: KeptRow) => void;
  /** Whether others are on their way. */
  isStale: boolean;
  /** In place of rows where there are none. */
  nothing: ReactNode;
}

/** The grid beside the row that was opened in it, which stays open whatever one looks for next; on a phone below. */
function RowsBeside({ runId, side, first, rows, hiding, opened, onOpen, isStale, nothing }: RowsBesideProps) {
  const t = useTranslations('rows');
  const isTarget = side.way === 'written';
  const { fields, hasRequests } = first;
  const personal = useMemo(() => {
    const seen = (opened === null ? rows : [...rows, opened]).map(({ cells }) => cells);
    return findPersonalColumns({ fields, rows: seen, rowCount: seen.length });
  }, [fields, rows, opened]);
  const grid = useMemo((): Grid => {
    const lead = isTarget ? [{ name: t('outcomeColumn'), type: 'text' as const }] : [];
    return {
      fields: [{ name: t('number'), type: 'integer' }, ...lead, ...fields],
      rows: rows.map(({ row, outcome, cells }) => [
        row,
        ...(isTarget ? [outcome && t(`outcomes.${outcome}`)] : []),
        ...cells,
      ]),
      rowCount: rows.length,
    };
  }, [t, isTarget, fields, rows]);
  const masked = useMemo(
    () => (hiding.isHidden ? [false, ...(isTarget ? [false] : []), ...personal] : null),
    [hiding.isHidden, isTarget, personal],
  );
  const place = opened === null ? -1 : rows.findIndex((row) => isSameRow(row, opened));
  const row = rows[place] ?? opened;
  return (
    <div className="grid gap-4 lg:h-[clamp(360px,calc(100vh-260px),900px)] lg:grid-cols-[minmax(0,1fr)_400px]">
      {rows.length === 0 ? (
        nothing
      ) : (
        <div
          aria-busy={isStale}
          className={joinClasses(
            'h-96 overflow-hidden rounded-card border bg-surface lg:h-full',
            isStale && 'opacity-60',
          )}
        >
          <PreviewGrid
            grid={grid}
            label={t('grid')}
            masked={masked}
            markedRow={place < 0 ? null : place}
            onActiveRow={(index) => {
              const active = index === null ? undefined : rows[index];
              if (active !== undefined) onOpen(active);
            }}
            onReveal={() => hiding.reveal(true)}
          />
        </div>
      )}
      <div className="min-h-0 overflow-y-auto rounded-card border bg-surface">
        {row === null ? (
          <p className="p-4 text-ink-2 text-ui">{t('pick', { requests: hasRequests ? 'yes' : 'no' })}</p>
        ) : (
          <RowDetail
            key={`${row.port}-${row.row}`}
            {...{ runId, fields, row, personal }}
            nodeId={side.nodeId}
            hasRequests={isTarget && hasRequests}
            isHidden={hiding.isHidden}
          />
        )}
      </div>
    </div>
  );
}

function isSameRow(a: KeptRow, b: KeptRow): boolean {
  return a.row === b.row && a.port === b.port;
}

function OutcomeChoice({
  outcome,
  counts,
  onChange,
}: {
  outcome: RowOutcome | null;
  counts: KeptRows['outcomes'];
  onChange: (outcome: RowOutcome | null) => void;
}) {
  const t = useTranslations('rows');
  const shown = rowOutcomes.filter((value) => counts[value] !== undefined || value === outcome);
  return (
    <div className="max-w-full overflow-x-auto">
      <SegmentedControl
        label={t('outcome')}
        value={outcome ?? 'all'}
        onChange={(value) => onChange(value === 'all' ? null : value)}
        choices={[
          { value: 'all' as const, label: t('anyOutcome') },
          ...shown.map((value) => ({
            value,
            label: t('outcomeCount', { outcome: t(`outcomes.${value}`), count: counts[value] ?? 0 }),
          })),
        ]}
        className="max-w-none!"
      />
    </div>
  );
}

type Texts = ReturnType<typeof useTranslations<'rows'>>;

function describeCounts(t: Texts, { kept, matching, total }: KeptRows, isFiltered: boolean): string {
  const known = kept ?? 0;
  const isWhole = known >= total;
  if (isFiltered) return t('match', { matching, kept: known, total, whole: isWhole ? 'yes' : 'no' });
  return isWhole ? t('all', { total }) : t('part', { kept: known, total });
}

/** Why rows that came in are not in sight, or are in sight without an outcome. */
function describeLeftOut(t: Texts, step: RunStepView, { rows, kept }: KeptRows): string | null {
  const isUnsent = step.rowsUnchanged > 0 && step.rowsIn - step.rowsUnchanged === kept;
  if (isUnsent) return t('unsent', { count: step.rowsUnchanged });
  return rows.some(({ outcome }) => outcome === null) ? t('mixed') : null;
}

function useDelayed(value: string, ms: number): string {
  const [delayed, setDelayed] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDelayed(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return delayed;
}
