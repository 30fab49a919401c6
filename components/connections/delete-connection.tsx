'use client';

import { useTranslations } from 'next-intl';
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
  const { mutate: deleteConnection, isPending } = useDeleteConnection();
  const { id, name, usedBy } = connection;
  const shared = { open, onOpenChange: (isOpen: boolean) => isOpen || onClose() };
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
  const confirm = () =>
    deleteConnection(id, {
      onSuccess: () => {
        toast.success(t('deleted', { name }));
        onDeleted?.();
      },
      onError: (error) => toast.error(describeError(error)),
      onSettled: onClose,
    });
  return (
    <ConfirmDialog
      {...shared}
      title={t('deleteTitle', { name })}
      description={t('deleteText')}
      confirmLabel={t('deleteConfirm')}
      danger
      loading={isPending}
      onConfirm={confirm}
    />
  );
}
