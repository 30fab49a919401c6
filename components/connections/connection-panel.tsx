'use client';

import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { ClientHelp } from '#components/oauth/client-help.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { TestResult } from './test-result.tsx';
import { useConnectionForm } from './use-connection-form.ts';

interface ConnectionPanelProps {
  connector: ConnectorId;
  /** The one to change, or null for a new one. */
  connection: ConnectionView | null;
  onClose: () => void;
  /** Instead of closing. With the attempt to watch, where the way to a vendor began in a window of its own. */
  onSaved?: (connection: ConnectionView, attemptId: string | null) => void;
}

/** Creates or changes a connection; it can be tried before it is stored. A new one that takes a consent asks for it. */
export function ConnectionPanel({ connector, connection, onClose, onSaved }: ConnectionPanelProps) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const formId = useId();
  const form = useConnectionForm({ connector, connection, onClose, onSaved });
  const leadsToVendor = form.takesConsent && connection === null;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      placement="side"
      title={
        connection
          ? t('editTitle', { name: connection.name })
          : t('createTitle', { kind: t(`kinds.${connector}.name`) })
      }
      footer={
        <>
          {!leadsToVendor && (
            <Button onClick={form.test} loading={form.isTesting} className="mr-auto">
              {t('test')}
            </Button>
          )}
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} loading={form.isSaving}>
            {t(leadsToVendor ? 'saveAndConnect' : 'save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={form.save} noValidate className="flex flex-col gap-4">
        <FormFailure text={form.failure} />
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          value={form.name}
          onChange={form.setName}
          maxLength={120}
          error={form.showsFaults && form.name.trim() === '' && t('nameMissing')}
        />
        <ConnectionFields
          connector={connector}
          values={form.values}
          onChange={form.setValue}
          faults={form.showsFaults ? form.faults : {}}
          storedSecrets={connection?.secretNames ?? []}
        />
        {form.usesClient && (
          <ClientHelp connector={connector} withAddress={form.takesConsent} hasOwn={form.values.clientId !== ''} />
        )}
        <p className="flex items-start gap-2 text-ink-3 text-meta">
          <LockKeyhole aria-hidden className="mt-px size-3.5 shrink-0" />
          {t('safe')}
        </p>
        <TestResult result={form.testResult} />
      </form>
    </Dialog>
  );
}
