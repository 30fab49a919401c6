'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { useRequestConnection } from '#components/queries/use-connection-requests.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { type ConnectionView, type ConnectorId, connectorIds } from '#core/contracts/connections.ts';

interface AskDialogProps {
  open: boolean;
  /** The one that should be connected again, or null for a new one. */
  connection: ConnectionView | null;
  /** Which kind is asked for at first. */
  connector?: ConnectorId;
  onClose: () => void;
}

/** Asks the admins for a connection, and hands over an address to send them. */
export function AskDialog({ open, onClose, ...subject }: AskDialogProps) {
  const t = useTranslations('connections.ask');
  const { connection } = subject;
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={connection ? t('reconnectTitle', { name: connection.name }) : t('title')}
      description={t('text')}
    >
      <AskForm {...subject} onClose={onClose} />
    </Dialog>
  );
}

function AskForm({ connection, connector: first = 'http', onClose }: Omit<AskDialogProps, 'open'>) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const describeError = useErrorText();
  const formId = useId();
  const [connector, setConnector] = useState<ConnectorId>(connection?.connector ?? first);
  const [note, setNote] = useState('');
  const { mutate: ask, data: request, error, isPending } = useRequestConnection();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    ask({ connector, note, ...(connection && { connectionId: connection.id }) });
  };
  if (request !== undefined) {
    return (
      <div className="flex flex-col gap-4 pb-3">
        <p role="status" className="text-body">
          {t('ask.sent')}
        </p>
        <CopyField label={t('ask.link')} hint={t('ask.linkHint')} value={request.url} />
        <Button variant="primary" onClick={onClose} className="self-end">
          {t('understood')}
        </Button>
      </div>
    );
  }
  return (
    <form id={formId} onSubmit={submit} className="flex flex-col gap-4 pb-3">
      <FormFailure text={error === null ? null : describeError(error)} />
      {connection === null && (
        <SelectField
          label={t('ask.kind')}
          value={connector}
          onChange={setConnector}
          choices={connectorIds.map((value) => ({ value, label: t(`kinds.${value}.name`) }))}
        />
      )}
      <TextArea
        label={t('ask.note')}
        optional
        rows={3}
        maxLength={500}
        placeholder={t('ask.notePlaceholder')}
        value={note}
        onChange={setNote}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{tUi('cancel')}</Button>
        <Button variant="primary" type="submit" loading={isPending}>
          {t('ask.send')}
        </Button>
      </div>
    </form>
  );
}
