'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { useTestConnection, useUpdateConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { FieldGrid } from '../connection-fields.tsx';
import { listShownFields, readFormValues, toConnectionValues } from '../connection-values.ts';
import { TestResult } from '../test-result.tsx';

interface RotateDialogProps {
  connection: ConnectionView;
  onClose: () => void;
  onReplaced?: () => void;
}

/** Puts new secrets in the place of the stored ones, once a test has shown that they work. */
export function RotateDialog({ connection, onClose, onReplaced }: RotateDialogProps) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const formId = useId();
  const rotation = useRotation(connection, () => {
    onClose();
    onReplaced?.();
  });
  const { values, testResult, isBusy, isTyped } = rotation;
  const hasFailed = testResult !== undefined && !testResult.ok;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('rotate.title', { name: connection.name })}
      description={t('rotate.text')}
      footer={
        <>
          {hasFailed && (
            <Button variant="ghost" onClick={rotation.replace} disabled={isBusy} className="mr-auto">
              {t('rotate.anyway')}
            </Button>
          )}
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} loading={isBusy} disabled={!isTyped}>
            {t('rotate.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={rotation.submit} noValidate className="flex flex-col gap-4">
        <FormFailure text={rotation.failure} />
        <FieldGrid
          connector={connection.connector}
          fields={listShownFields(connection.connector, values).filter(({ secret }) => secret)}
          values={values}
          onChange={rotation.setValue}
          faults={{}}
          storedSecrets={connection.secretNames}
        />
        <TestResult result={testResult} />
      </form>
    </Dialog>
  );
}

function useRotation(connection: ConnectionView, onReplaced: () => void) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const [values, setValues] = useState(() => readFormValues(connection.connector, connection));
  const { mutate: test, data: testResult, error: testError, isPending: isTesting, reset } = useTestConnection();
  const { mutate: update, error: updateError, isPending: isSaving } = useUpdateConnection(connection.id);
  const { id, connector, name } = connection;
  const changed = toConnectionValues(connector, name, values);
  const error = testError ?? updateError;
  const replace = () =>
    update(
      { secret: changed.secret },
      {
        onSuccess: () => {
          toast.success(t('rotate.done', { name }));
          onReplaced();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    test({ id, values: changed }, { onSuccess: ({ ok }) => ok && replace() });
  };
  const setValue = (field: string, value: string) => {
    setValues((current) => ({ ...current, [field]: value }));
    reset();
  };
  return {
    ...{ values, setValue, submit, replace, testResult },
    isBusy: isTesting || isSaving,
    isTyped: Object.keys(changed.secret).length > 0,
    failure: error === null ? null : describeError(error),
  };
}
