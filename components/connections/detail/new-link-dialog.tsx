'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { useCreateConnectLink } from '#components/queries/use-connect-links.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';

const lifetimes = ['24', '72', '168', '720'] as const;

/** Makes a link and shows its address, this once. */
export function NewLinkDialog({ connectionId, onClose }: { connectionId: string; onClose: () => void }) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const describeError = useErrorText();
  const [recipient, setRecipient] = useState('');
  const [hours, setHours] = useState<(typeof lifetimes)[number]>('72');
  const { mutate: create, data: link, error, isPending } = useCreateConnectLink(connectionId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    create({ recipient, expiresInHours: Number(hours) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('links.newTitle')}
      description={t(link ? 'links.once' : 'links.newText')}
    >
      {link ? (
        <div className="flex flex-col gap-4 pb-3">
          <CopyField label={t('links.address')} value={link.url ?? ''} />
          <Button variant="primary" onClick={onClose} className="self-end">
            {t('understood')}
          </Button>
        </div>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4 pb-3">
          <FormFailure text={error === null ? null : describeError(error)} />
          <TextField
            label={t('links.recipient')}
            optional
            hint={t('links.recipientHint')}
            maxLength={120}
            value={recipient}
            onChange={setRecipient}
          />
          <SelectField
            label={t('links.lifetime')}
            value={hours}
            onChange={setHours}
            choices={lifetimes.map((value) => ({ value, label: t('links.days', { days: Number(value) / 24 }) }))}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{tUi('cancel')}</Button>
            <Button variant="primary" type="submit" loading={isPending}>
              {t('links.create')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
