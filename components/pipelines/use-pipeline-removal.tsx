'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useDeletePipeline } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

const undoMs = 6_000;

/**
 * Deleting from the list. A live pipeline is confirmed first. A draft disappears at once
 * and can be brought back for six seconds, before anything is deleted.
 */
export function usePipelineRemoval() {
  const t = useTranslations('app');
  const describeError = useErrorText();
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  const [confirming, setConfirming] = useState<PipelineSummary | null>(null);
  const { mutateAsync: deletePipeline, isPending } = useDeletePipeline();
  const show = (id: string) => setHiddenIds((ids) => new Set([...ids].filter((other) => other !== id)));

  const send = ({ id }: PipelineSummary) =>
    deletePipeline(id).catch((error: unknown) => {
      show(id);
      toast.error(describeError(error));
    });

  const removeDraft = (pipeline: PipelineSummary) => {
    setHiddenIds((ids) => new Set([...ids, pipeline.id]));
    let isUndone = false;
    const finish = () => isUndone || send(pipeline);
    toast(t('pipelines.deleted', { name: pipeline.name }), {
      duration: undoMs,
      action: {
        label: t('ui.undo'),
        onClick: () => {
          isUndone = true;
          show(pipeline.id);
        },
      },
      onAutoClose: finish,
      onDismiss: finish,
    });
  };

  const dialog = (
    <ConfirmDialog
      open={confirming !== null}
      onOpenChange={(open) => open || setConfirming(null)}
      title={t('pipelines.deleteTitle', { name: confirming?.name ?? '' })}
      description={t('pipelines.deleteText')}
      confirmLabel={t('pipelines.deleteConfirm')}
      danger
      loading={isPending}
      onConfirm={() => {
        if (confirming === null) return;
        setHiddenIds((ids) => new Set([...ids, confirming.id]));
        send(confirming);
        setConfirming(null);
      }}
    />
  );
  const remove = (pipeline: PipelineSummary) => (pipeline.published ? setConfirming(pipeline) : removeDraft(pipeline));
  return { hiddenIds, remove, dialog };
}
