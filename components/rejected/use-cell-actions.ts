import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useErrorText } from '#components/queries/use-error-text.ts';
import {
  useChangeRejected,
  useKeepRule,
  useRefreshRejected,
  useRefreshRejectedCounts,
} from '#components/queries/use-rejected.ts';
import { toast } from '#components/ui/toast.ts';
import type { RejectedPage, RejectedRow } from '#core/contracts/rejected.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { CellActions } from './cell-menu.tsx';
import { type Fixes, type FixStep, fixOf } from './fixes.ts';
import type { HiddenValues } from './use-hidden-values.ts';

interface CellActionsOptions {
  readonly run: RunDetail;
  readonly nodeId: string;
  readonly row: RejectedRow | null;
  readonly column: RejectedPage['columns'][number] | null;
  /** Of the column among all. */
  readonly place: number;
  readonly fixes: Fixes;
  readonly change: (step: FixStep, isSaved?: boolean) => void;
  readonly save: () => Promise<boolean>;
  /** Values as they may be shown. */
  readonly show: HiddenValues['show'];
}

/** What can be done about the active cell; null where nothing can. */
export function useCellActions(options: CellActionsOptions): CellActions | null {
  const { run, nodeId, row, column, place, fixes, change, save, show } = options;
  const t = useTranslations('app.rejected');
  const router = useRouter();
  const describeError = useErrorText();
  const fail = (error: unknown) => void toast.error(describeError(error));
  const { mutate, mutateAsync } = useChangeRejected(run.id, nodeId);
  const { mutate: keepRule } = useKeepRule(run.id, nodeId, run.pipelineId);
  const refresh = useRefreshRejected(run.id, nodeId);
  const refreshCounts = useRefreshRejectedCounts(run.id, nodeId);
  if (row === null || column === null || (row.status !== 'open' && row.status !== 'dismissed')) return null;
  const { name } = column;
  const original = row.cells[place] ?? null;
  const fix = fixOf(fixes, row, name);
  const node = findNode(run.graph, nodeId);
  const hasInput = node !== undefined && getNodeDefinition(node.kind).inputs.length > 0;
  const fillSame = async () => {
    if (fix === undefined || !(await save())) return;
    const { before, changed } = await mutateAsync({ fill: { column: name, from: original, to: fix } });
    const step = before.map(({ row: filled, edit }) => ({ row: filled, column: name, before: edit, after: fix }));
    change(step, true);
    await refreshCounts();
    toast.success(t('filled', { count: changed }));
  };
  const mark = (status: 'open' | 'dismissed') =>
    mutate({ rows: [{ row: row.row, status }] }, { onSuccess: () => void refresh(), onError: fail });
  return {
    original: show(place, original),
    isFixed: fix !== undefined && row.status === 'open',
    isDismissed: row.status === 'dismissed',
    canKeepRule: hasInput && column.type === 'text',
    onFillSame: () => void fillSame().catch(fail),
    onKeepRule: () =>
      keepRule(
        { column: name, from: (original ?? '').trim(), to: fix ?? '' },
        {
          onSuccess: () =>
            toast.success(
              t('ruleKept', { from: show(place, original) ?? t('blank'), to: show(place, fix ?? null) ?? t('blank') }),
              {
                action: { label: t('openDraft'), onClick: () => router.push(`/pipelines/${run.pipelineId}`) },
              },
            ),
          onError: fail,
        },
      ),
    onRevert: () => change([{ row: row.row, column: name, before: fix, after: undefined }]),
    onDismiss: () => mark(row.status === 'dismissed' ? 'open' : 'dismissed'),
  };
}
