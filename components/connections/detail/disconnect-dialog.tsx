'use client';

import { useTranslations } from 'next-intl';
import { useDisconnect } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';

interface DisconnectDialogProps {
  connection: ConnectionView;
  open: boolean;
  onClose: () => void;
}

/** Gives an account's access back, after saying what then stands still. */
export function DisconnectDialog({ connection: { id, name, usedBy }, open, onClose }: DisconnectDialogProps) {
  const t = useTranslations('connections.disconnect');
  const describeError = useErrorText();
  const { mutate: disconnect, isPending } = useDisconnect(id);
  const confirm = () =>
    disconnect(undefined, {
      onSuccess: () => toast.success(t('done', { name })),
      onError: (error) => toast.error(describeError(error)),
      onSettled: onClose,
    });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={t('title', { name })}
      description={t('text', { count: usedBy.length })}
      confirmLabel={t('open')}
      danger
      loading={isPending}
      onConfirm={confirm}
    />
  );
}
