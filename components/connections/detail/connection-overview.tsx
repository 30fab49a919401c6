'use client';

import { useTranslations } from 'next-intl';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { UsageList } from '../used-by.tsx';
import { AccessSection } from './access-section.tsx';
import { AccountSection } from './account-section.tsx';
import type { ConnectionActs } from './connection-acts.ts';
import { CredentialsSection } from './credentials-section.tsx';
import { LinksSection } from './links-section.tsx';

interface ConnectionOverviewProps {
  connection: ConnectionView;
  isAdmin: boolean;
  acts: ConnectionActs;
}

export function ConnectionOverview({ connection, isAdmin, acts }: ConnectionOverviewProps) {
  const t = useTranslations('connections');
  return (
    <div className="flex max-w-4xl flex-col divide-y">
      <AccountSection connection={connection} />
      <SettingsSection title={t('usedByTitle')} text={t('usage.text')}>
        {connection.usedBy.length === 0 ? (
          <p className="text-ink-3 text-ui">{t('usage.none')}</p>
        ) : (
          <UsageList connection={connection} className="-ml-1" />
        )}
      </SettingsSection>
      {isAdmin && (
        <>
          <AccessSection connection={connection} />
          <CredentialsSection connection={connection} acts={acts} />
          {connection.authorization === 'redirect' && <LinksSection connection={connection} />}
        </>
      )}
    </div>
  );
}
