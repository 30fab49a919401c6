'use client';

import { Database } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useMe } from '#components/queries/use-me.ts';
import { hasEnded } from '#components/queries/use-run.ts';
import { useUndo } from '#components/queries/use-undo.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import type { RunUndoView } from '#core/contracts/undo.ts';
import { FileSize } from '../file-size.tsx';
import { LeftRows, UndoCounts } from './undo-counts.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** Whether the run can be undone, or what undoing did. */
export function UndoSection({ run }: { run: RunDetail }) {
  const t = useTranslations('app.undo');
  const { data: undo } = useUndo(run.id, hasEnded(run.status));
  const { data: me } = useMe();
  if (undo === undefined || undo.targets.length === 0) return null;
  const mayUndo = undo.refusal === null && me !== undefined && me.role !== 'viewer';
  return (
    <section aria-labelledby="undo-title">
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 id="undo-title" className="font-semibold text-body">
          {t('title')}
        </h2>
        {mayUndo && <UndoDialog run={run} />}
      </div>
      <UndoLink undo={undo} />
      <ul className="overflow-hidden rounded-card border bg-surface">
        {undo.targets.map((target) => (
          <li key={target.nodeId} className="flex items-start gap-3 border-b px-4 py-3 last:border-b-0">
            <Database aria-hidden className="mt-0.5 size-4 shrink-0 text-target" />
            <div className="min-w-0 flex-1 text-ui">
              <p className="truncate font-medium text-body">{target.name}</p>
              <TargetState undo={undo} target={target} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function UndoLink({ undo }: { undo: RunUndoView }) {
  const t = useTranslations('app.undo');
  const other = undo.undoneBy ?? undo.undoes;
  if (other === null) return null;
  const [said, link] =
    undo.undoes !== null
      ? ([t('refusals.is_undo'), t('openUndone')] as const)
      : undo.refusal === 'undone'
        ? ([t('undoneBy'), t('openUndo')] as const)
        : ([t('undoing'), t('openUndoing')] as const);
  return (
    <p className="mb-2 text-ink-2 text-ui">
      {said}{' '}
      <Link href={`/runs/${other}`} className="text-accent underline underline-offset-2">
        {link}
      </Link>
    </p>
  );
}

type Target = RunUndoView['targets'][number];

function TargetState({ undo, target }: { undo: RunUndoView; target: Target }) {
  const t = useTranslations('app.undo');
  const format = useFormatter();
  if (target.result !== null) {
    return (
      <div className="mt-1 flex max-w-lg flex-col gap-3">
        <UndoCounts result={target.result} tense="done" />
        <LeftRows result={target.result} />
      </div>
    );
  }
  if (target.refusal !== null) return <p className="text-ink-2">{t(`refusals.${target.refusal}`)}</p>;
  if (undo.expiresAt === null) return null;
  return (
    <p className="text-ink-2 tabular-nums">
      {t.rich('kept', {
        count: target.rows,
        until: format.dateTime(new Date(undo.expiresAt), { dateStyle: 'long' }),
        size: () => <FileSize bytes={target.sizeBytes} />,
      })}
    </p>
  );
}
