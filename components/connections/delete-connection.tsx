'use client';

import { useTranslations } from 'next-intl';
import { ApiError } from '#components/queries/api-client.ts';
import { useDeleteConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';

interface DeleteConnectionProps {
  connection: ConnectionView;
  open: boolean;
  onClose: () => void;
  onDeleted?: () => void;
}

/** A connection in use cannot be deleted: it says where instead. */
export function DeleteConnection({ connection, open, onClose, onDeleted }: DeleteConnectionProps) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const { mutate: deleteConnection, isPending, error, reset } = useDeleteConnection();
  const { id, name, usedBy } = connection;
  const close = () => {
    reset();
    onClose();
  };
  const shared = { open, onOpenChange: (isOpen: boolean) => isOpen || close() };
  if (usedBy.length > 0) {
    const pipelines = usedBy.map((pipeline) => pipeline.name).join(', ');
    return (
      <ConfirmDialog
        {...shared}
        title={t('deleteUsedTitle', { name })}
        description={t('deleteUsedText', { pipelines })}
        confirmLabel={t('understood')}
        onConfirm={onClose}
      />
    );
  }
  const areSlotsLeft = error instanceof ApiError && error.code === 'connection_slots_left';
  const confirm = () =>
    deleteConnection(
      { id, leaveSlots: areSlotsLeft },
      {
        onSuccess: () => {
          toast.success(t('deleted', { name }));
          onDeleted?.();
          onClose();
        },
        onError: (failure) => {
          // This one is told here, where it can be answered.
          if (failure instanceof ApiError && failure.code === 'connection_slots_left') return;
          toast.error(describeError(failure));
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      {...shared}
      title={t('deleteTitle', { name })}
      description={areSlotsLeft ? describeError(error) : t('deleteText')}
      confirmLabel={areSlotsLeft ? t('deleteLeavingSlots') : t('deleteConfirm')}
      danger
      loading={isPending}
      onConfirm={confirm}
    />
  );
}
