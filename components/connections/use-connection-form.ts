'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { leadToVendor, openVendorWindow } from '#components/oauth/lead-to-vendor.ts';
import { useSaveConnection, useTestConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { focusFirstFault } from '#components/ui/focus-first-fault.ts';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import { connectionForms } from './connection-forms.ts';
import { findFaults, readFormValues, toConnectionValues } from './connection-values.ts';

interface ConnectionFormOptions {
  readonly connector: ConnectorId;
  readonly connection: ConnectionView | null;
  readonly onClose: () => void;
  readonly onSaved?: ((connection: ConnectionView, attemptId: string | null) => void) | undefined;
}

/** What the form of a connection holds, and what its buttons do. */
export function useConnectionForm({ connector, connection, onClose, onSaved }: ConnectionFormOptions) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const [name, setName] = useState(connection?.name ?? t(`kinds.${connector}.name`));
  const [values, setValues] = useState(() => readFormValues(connector, connection));
  const [showsFaults, setShowsFaults] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const { mutateAsync: saveConnection } = useSaveConnection();
  const { mutate: testConnection, isPending: isTesting, data: testResult, reset: forgetTest } = useTestConnection();
  const { takesConsent, usesClient } = connectionForms[connector];
  const faults = findFaults(connector, values, connection?.secretNames ?? []);
  const id = connection?.id ?? null;
  const consent = takesConsent?.(values) ?? false;

  const check = () => {
    setShowsFaults(true);
    setFailure(null);
    return Object.keys(faults).length === 0;
  };
  const test = () => {
    const onError = (error: unknown) => setFailure(describeError(error));
    if (check()) testConnection({ id, values: toConnectionValues(connector, name, values) }, { onError });
  };
  const store = async (popup: Window | null) => {
    setIsSaving(true);
    try {
      const saved = await saveConnection({ id, values: toConnectionValues(connector, name, values) });
      const leaves = consent && id === null;
      if (!leaves) toast.success(t(connection ? 'saved' : 'created', { name: saved.name }));
      const attemptId = leaves ? await beginConsent(saved.id, popup) : null;
      if (onSaved === undefined) onClose();
      else onSaved(saved, attemptId);
    } catch (error) {
      popup?.close();
      setFailure(describeError(error));
    } finally {
      setIsSaving(false);
    }
  };
  /** The connection is stored by now: what goes wrong here is said on its page, where one can try again. */
  const beginConsent = async (connectionId: string, popup: Window | null) => {
    try {
      const attemptId = await leadToVendor(connectionId, popup);
      return popup === null ? null : attemptId;
    } catch (error) {
      toast.error(describeError(error));
      return null;
    }
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (isSaving) return;
    if (!check() || name.trim() === '') return focusFirstFault(event.currentTarget);
    void store(consent && id === null ? openVendorWindow() : null);
  };
  const setValue = (field: string, value: string) => {
    setValues((current) => ({ ...current, [field]: value }));
    forgetTest();
  };
  return {
    ...{ name, setName, values, setValue, faults, showsFaults, failure },
    ...{ test, isTesting, testResult, save, isSaving },
    takesConsent: consent,
    usesClient: usesClient?.(values) ?? false,
  };
}
