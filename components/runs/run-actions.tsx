'use client';

import { RotateCw, Square, SquarePen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { hasEnded, useCancelRun } from '#components/queries/use-run.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import type { RunDetail } from '#core/contracts/runs.ts';

export function RunActions({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  return (
    <>
      <ButtonLink href={`/pipelines/${run.pipelineId}`} icon={SquarePen}>
        {t('openPipeline')}
      </ButtonLink>
      {hasEnded(run.status) ? <RunAgain run={run} /> : <CancelRun run={run} />}
    </>
  );
}

function RunAgain({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutate: startRun, isPending } = useStartRun();
  const runAgain = () =>
    startRun(
      { pipelineId: run.pipelineId, of: run.versionNumber === null ? 'draft' : 'published' },
      {
        onSuccess: ({ id }) => router.push(`/runs/${id}`),
        onError: (error) => toast.error(describeError(error)),
      },
    );
  return (
    <Button variant="primary" icon={RotateCw} loading={isPending} onClick={runAgain}>
      {t('again')}
    </Button>
  );
}

function CancelRun({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const describeError = useErrorText();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate: cancelRun, isPending } = useCancelRun(run.id);
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
