'use client';

import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { toast } from 'sonner';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { useSaveConnection, useTestConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { focusFirstFault } from '#components/ui/focus-first-fault.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { findFaults, readFormValues, toConnectionValues } from './connection-values.ts';
import { TestResult } from './test-result.tsx';

interface ConnectionPanelProps {
  connector: ConnectorId;
  /** The one to change, or null for a new one. */
  connection: ConnectionView | null;
  onClose: () => void;
  onSaved?: (connection: ConnectionView) => void;
}

/** Creates or changes a connection; it can be tried before it is stored. */
export function ConnectionPanel({ connector, connection, onClose, onSaved }: ConnectionPanelProps) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const formId = useId();
  const form = useConnectionForm({ connector, connection, onClose, onSaved });
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
          <Button onClick={form.test} loading={form.isTesting} className="mr-auto">
            {t('test')}
          </Button>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} loading={form.isSaving}>
            {t('save')}
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
        <p className="flex items-start gap-2 text-ink-3 text-meta">
          <LockKeyhole aria-hidden className="mt-px size-3.5 shrink-0" />
          {t('safe')}
        </p>
        <TestResult result={form.testResult} />
      </form>
    </Dialog>
  );
}

function useConnectionForm({ connector, connection, onClose, onSaved }: ConnectionPanelProps) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const [name, setName] = useState(connection?.name ?? t(`kinds.${connector}.name`));
  const [values, setValues] = useState(() => readFormValues(connector, connection));
  const [showsFaults, setShowsFaults] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { mutate: saveConnection, isPending: isSaving } = useSaveConnection();
  const { mutate: testConnection, isPending: isTesting, data: testResult, reset: forgetTest } = useTestConnection();
  const faults = findFaults(connector, values, connection?.secretNames ?? []);
  const id = connection?.id ?? null;
  const onError = (error: unknown) => setFailure(describeError(error));

  const check = () => {
    setShowsFaults(true);
    setFailure(null);
    return Object.keys(faults).length === 0;
  };
  const test = () => {
    if (check()) testConnection({ id, values: toConnectionValues(connector, name, values) }, { onError });
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (!check() || name.trim() === '') return focusFirstFault(event.currentTarget);
    const onSuccess = (saved: ConnectionView) => {
      toast.success(t(connection ? 'saved' : 'created', { name: saved.name }));
      onSaved?.(saved);
      onClose();
    };
    saveConnection({ id, values: toConnectionValues(connector, name, values) }, { onSuccess, onError });
  };
  const setValue = (field: string, value: string) => {
    setValues((current) => ({ ...current, [field]: value }));
    forgetTest();
  };
  return { name, setName, values, setValue, faults, showsFaults, failure, test, isTesting, testResult, save, isSaving };
}
