'use client';

import { KeyRound, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRenewToken } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import type { ConnectionActs } from './connection-acts.ts';

/** Which secrets are kept, and the ways to put others in their place. */
export function CredentialsSection({ connection, acts }: { connection: ConnectionView; acts: ConnectionActs }) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const { mutate: renew, isPending } = useRenewToken(connection.id);
  const { connector, secretNames, grant } = connection;
  const names = secretNames.map((name) => t(`${connector}.fields.${name}`)).join(', ');
  const renewNow = () =>
    renew(undefined, {
      onSuccess: () => toast.success(t('renewed')),
      onError: (error) => toast.error(describeError(error)),
    });
  return (
    <SettingsSection title={t('credentials.title')} text={t('credentials.text')}>
      <p className="text-ui">{secretNames.length === 0 ? t('credentials.none') : t('credentials.stored', { names })}</p>
      <div className="flex flex-wrap gap-2">
        {secretNames.length > 0 && (
          <Button icon={KeyRound} onClick={acts.rotate}>
            {t('rotate.open')}
          </Button>
        )}
        {grant?.refreshable && (
          <Button icon={RefreshCw} loading={isPending} onClick={renewNow}>
            {t('renew')}
          </Button>
        )}
        {secretNames.length === 0 && <Button onClick={acts.edit}>{t('edit')}</Button>}
      </div>
    </SettingsSection>
  );
}
