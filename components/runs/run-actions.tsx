'use client';

import { GitCompareArrows, Square, SquarePen, TableProperties } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { hasEnded, useCancelRun } from '#components/queries/use-run.ts';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { OpenWithRows } from './open-with-rows.tsx';
import { RunAgain } from './run-again.tsx';

/** What such a run did is not done again as a whole. */
const onceOnly: readonly RunDetail['trigger'][] = ['undo', 'replay'];

export function RunActions({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const router = useRouter();
  const open = () => router.push(`/pipelines/${run.pipelineId}`);
  useCommandSource(() => [
    { value: t('thisRun'), items: [{ id: 'run-pipeline', label: t('openPipeline'), icon: SquarePen, run: open }] },
  ]);
  const tComparison = useTranslations('comparison');
  return (
    <>
      {hasEnded(run.status) && !onceOnly.includes(run.trigger) && (
        <ButtonLink href={`/runs/${run.id}/compare`} icon={GitCompareArrows}>
          {tComparison('open')}
        </ButtonLink>
      )}
      <ButtonLink href={`/pipelines/${run.pipelineId}`} icon={SquarePen}>
        {t('openPipeline')}
      </ButtonLink>
      {hasEnded(run.status) && !onceOnly.includes(run.trigger) && (
        <OpenWithRows run={run} step={run.error?.nodeId ?? null} rows={{}} label={t('openWithRun')} />
      )}
      {run.rowsOf !== null && (
        <ButtonLink href={`/runs/${run.rowsOf.runId}/rejected/${run.rowsOf.nodeId}`} icon={TableProperties}>
          {t('rowsOf')}
        </ButtonLink>
      )}
      {(run.status === 'queued' || run.status === 'running') && <CancelRun run={run} />}
      {hasEnded(run.status) && !onceOnly.includes(run.trigger) && <RunAgain run={run} />}
    </>
  );
}

function CancelRun({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const describeError = useErrorText();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate: cancelRun, isPending } = useCancelRun(run.id);
  useCommandSource(() => [
    {
      value: t('thisRun'),
      items: [{ id: 'run-cancel', label: t('cancel'), icon: Square, takesFocus: true, run: () => setIsAsking(true) }],
    },
  ]);
  const confirm = () => {
    setIsAsking(false);
    cancelRun(undefined, { onError: (error) => toast.error(describeError(error)) });
  };
  return (
    <>
      <Button icon={Square} disabled={run.cancelRequested || isPending} onClick={() => setIsAsking(true)}>
        {t(run.cancelRequested ? 'cancelling' : 'cancel')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('cancelTitle')}
        description={t('cancelText')}
        cancelLabel={t('keepRunning')}
        confirmLabel={t('cancel')}
        danger
        onConfirm={confirm}
      />
    </>
  );
}
