'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDeletePipeline } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

const undoMs = 6_000;

/**
 * Deleting from the list, one or several. With a live one among them it is confirmed first. Drafts disappear at once
 * and can be brought back for six seconds, before anything is deleted.
 */
export function usePipelineRemoval() {
  const t = useTranslations('app');
  const describeError = useErrorText();
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  // Stays while the dialog closes, so that its words do not change on the way out.
  const [confirming, setConfirming] = useState<readonly PipelineSummary[]>([]);
  const [isAsking, setIsAsking] = useState(false);
  const { mutateAsync: deletePipeline } = useDeletePipeline();
  const hide = (pipelines: readonly PipelineSummary[]) =>
    setHiddenIds((ids) => new Set([...ids, ...pipelines.map(({ id }) => id)]));
  const show = (gone: readonly PipelineSummary[]) =>
    setHiddenIds((ids) => new Set([...ids].filter((id) => !gone.some((pipeline) => pipeline.id === id))));

  const send = (pipelines: readonly PipelineSummary[]) => {
    for (const pipeline of pipelines) {
      deletePipeline(pipeline.id).catch((error: unknown) => {
        show([pipeline]);
        toast.error(describeError(error));
      });
    }
  };

  const removeDrafts = (pipelines: readonly PipelineSummary[]) => {
    hide(pipelines);
    let isUndone = false;
    const finish = () => isUndone || send(pipelines);
    toast(t('pipelines.deletedMany', { count: pipelines.length, name: pipelines[0]?.name ?? '' }), {
      duration: undoMs,
      action: {
        label: t('ui.undo'),
        onClick: () => {
          isUndone = true;
          show(pipelines);
        },
      },
      onAutoClose: finish,
      onDismiss: finish,
    });
  };

  const live = confirming.filter(({ published }) => published).length;
  const dialog = (
    <ConfirmDialog
      open={isAsking}
      onOpenChange={setIsAsking}
      title={t('pipelines.deleteManyTitle', { count: confirming.length, name: confirming[0]?.name ?? '' })}
      description={confirming.length === 1 ? t('pipelines.deleteText') : t('pipelines.deleteManyText', { live })}
      confirmLabel={t('pipelines.deleteManyConfirm', { count: confirming.length })}
      danger
      onConfirm={() => {
        hide(confirming);
        send(confirming);
        setIsAsking(false);
      }}
    />
  );
  const remove = (pipelines: readonly PipelineSummary[]) => {
    if (!pipelines.some(({ published }) => published)) return removeDrafts(pipelines);
    setConfirming(pipelines);
    setIsAsking(true);
  };
  return { hiddenIds, remove, dialog };
}
