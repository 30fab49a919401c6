'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { PasswordField } from '#components/auth/password-field.tsx';
import { connectionForms } from '#components/connections/connection-forms.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useOAuthApps, useRemoveOAuthApp, useSaveOAuthApp } from '#components/queries/use-oauth.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.ts';
import { type ConnectorId, connectorIds } from '#core/contracts/connections.ts';
import type { OAuthAppView } from '#core/contracts/oauth.ts';

const connectors = connectorIds.filter((connector) => connectionForms[connector].usesClient);

/** The workspace's own registrations at vendors: one per kind of connection, for those that bring no client ID. */
export function OAuthAppsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('connections.clients');
  const { data, error, refetch } = useOAuthApps(open);
  return (
    <Dialog open={open} onOpenChange={(isOpen) => isOpen || onClose()} title={t('title')} description={t('text')}>
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton className="h-60 w-full" />}
      {data && (
        <div className="flex flex-col gap-5 pb-3">
          <CopyField label={t('redirect')} hint={t('redirectHint')} value={data.redirectUri} />
          {connectors.map((connector) => {
            const app = data.apps.find((candidate) => candidate.connector === connector) ?? null;
            return <AppForm key={`${connector} ${app?.updatedAt}`} connector={connector} app={app} />;
          })}
        </div>
      )}
    </Dialog>
  );
}

function AppForm({ connector, app }: { connector: ConnectorId; app: OAuthAppView | null }) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const [clientId, setClientId] = useState(app?.clientId ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const { mutate: saveApp, isPending: isSaving, error } = useSaveOAuthApp();
  const { mutate: removeApp, isPending: isRemoving } = useRemoveOAuthApp();
  const kind = t(`kinds.${connector}.name`);
  const save = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const secret = clientSecret === '' ? {} : { clientSecret };
    saveApp(
      { connector, clientId: clientId.trim(), ...secret },
      { onSuccess: () => toast.success(t('clients.saved', { kind })) },
    );
  };
  const remove = () =>
    removeApp(connector, {
      onSuccess: () => toast.success(t('clients.removed', { kind })),
      onError: (failure) => toast.error(describeError(failure)),
    });
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-3 rounded-card border p-3">
      <h3 className="font-medium text-ui">{kind}</h3>
      <FormFailure text={error === null ? null : describeError(error)} />
      <TextField
        label={t('clients.clientId')}
        value={clientId}
        onChange={setClientId}
        mono
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
      />
      <PasswordField
        label={t('clients.clientSecret')}
        value={clientSecret}
        onChange={setClientSecret}
        autoComplete="off"
        hint={app?.hasSecret ? t('secretStored') : undefined}
        placeholder={app?.hasSecret ? t('secretPlaceholder') : undefined}
      />
      <div className="flex justify-end gap-2">
        {app && (
          <Button variant="ghost" onClick={remove} loading={isRemoving} className="mr-auto">
            {t('clients.remove')}
          </Button>
        )}
        <Button type="submit" variant="primary" loading={isSaving} disabled={clientId.trim() === ''}>
          {t('clients.save')}
        </Button>
      </div>
    </form>
  );
}
