'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useResolveRequest } from '#components/queries/use-connection-requests.ts';
import { useConnections } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionRequestView } from '#core/contracts/oauth.ts';
import { connectionForms } from './connection-forms.ts';

interface AnswerDialogProps {
  request: ConnectionRequestView;
  open: boolean;
  onClose: () => void;
}

/** Answers a request with a connection that is there already. */
export function AnswerDialog({ request, open, onClose }: AnswerDialogProps) {
  const t = useTranslations('connections.requests');
  const tUi = useTranslations('app.ui');
  const describeError = useErrorText();
  const { data: connections = [] } = useConnections();
  const [chosen, setChosen] = useState<string | null>(null);
  const { mutate: resolve, isPending } = useResolveRequest();
  const choices = connections
    .filter(({ connector }) => connector === request.connector)
    .map(({ id, name, connector, config }) => ({
      value: id,
      label: name,
      description: connectionForms[connector].describe(config),
    }));
  const answer = () =>
    resolve(
      { id: request.id, connectionId: chosen },
      {
        onSuccess: () => toast.success(t('answered', { person: request.requestedBy.name })),
        onError: (error) => toast.error(describeError(error)),
        onSettled: onClose,
      },
    );
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={t('answerTitle')}
      description={t('answerText', { person: request.requestedBy.name })}
      footer={
        <>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" disabled={chosen === null} loading={isPending} onClick={answer}>
            {t('answer')}
          </Button>
        </>
      }
    >
      <ComboboxField
        label={t('existing')}
        value={chosen}
        onChange={setChosen}
        choices={choices}
        emptyText={t('noneExisting')}
      />
    </Dialog>
  );
}
