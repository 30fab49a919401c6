'use client';

import { useTranslations } from 'next-intl';
import { useRejected } from '#components/queries/use-rejected.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RejectedRow } from '#core/contracts/rejected.ts';

interface RejectedRowsPanelProps {
  runId: string;
  nodeId: string;
  nodeName: string;
  onClose: () => void;
}

/** The rows that one step set aside, each with its reason. */
export function RejectedRowsPanel({ runId, nodeId, nodeName, onClose }: RejectedRowsPanelProps) {
  const t = useTranslations('app.runs');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRejected(runId, nodeId, {}, null);
  const total = data?.pages[0]?.total ?? 0;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      placement="side"
      title={t('rejectedTitle', { name: nodeName })}
      description={data && t('rejectedText', { count: total })}
    >
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton className="h-32 w-full" />}
      <ul className="flex flex-col gap-3">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity; the list only grows
          <RejectedRowCard key={index} row={row} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-4 w-full" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('moreRejected')}
        </Button>
      )}
    </Dialog>
  );
}

function RejectedRowCard({ row }: { row: RejectedRow }) {
  const t = useTranslations('app.runs');
  return (
    <li className="rounded-card border bg-surface">
      <div className="px-3 py-2.5">
        <p className="font-medium text-ui">
          {row.message}
          {row.rule !== null && <span className="font-normal text-ink-3"> {t('rule', { rule: row.rule })}</span>}
        </p>
        {row.field !== null && (
          <p className="mt-1 flex flex-wrap items-baseline gap-x-2 text-ui">
            <span className="text-ink-3">{row.field}</span>
            <code className="rounded-small bg-error/8 px-1 font-mono text-error [overflow-wrap:anywhere]">
              {row.value === null ? t('blank') : JSON.stringify(row.value)}
            </code>
          </p>
        )}
      </div>
      <RecordView record={row.record} badField={row.field} />
    </li>
  );
}

/** The whole row: by field when it is an object, else as it came. */
function RecordView({ record, badField }: { record: string; badField: string | null }) {
  const t = useTranslations('app.runs');
  const fields = parseRecord(record);
  if (fields === null) {
    return (
      <pre className="overflow-x-auto border-t px-3 py-2 font-mono text-ink-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {record}
      </pre>
    );
  }
  return (
    <details className="group border-t">
      <summary className="flex min-h-8 items-center px-3 text-ink-2 text-meta hover:text-ink">{t('row')}</summary>
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1 px-3 pb-3">
        {fields.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="truncate text-ink-3 text-meta">{name}</dt>
            <dd
              className={`font-mono text-meta [overflow-wrap:anywhere] ${name === badField ? 'text-error' : 'text-ink'}`}
            >
              {value ?? <span className="text-ink-3 italic">{t('blank')}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function parseRecord(record: string): [string, string | null][] | null {
  try {
    const value: unknown = JSON.parse(record);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.entries(value).map(([name, cell]) => [
      name,
      cell === null ? null : typeof cell === 'string' ? cell : JSON.stringify(cell),
    ]);
  } catch {
    return null;
  }
}
