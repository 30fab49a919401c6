'use client';

import { useTranslations } from 'next-intl';
import { useMe } from '#components/queries/use-me.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { AuditSettings } from './audit-settings.tsx';
import { EncryptionSettings } from './encryption-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { PasswordSettings } from './password-settings.tsx';
import { PeopleSettings } from './people-settings.tsx';
import { ProfileSettings } from './profile-settings.tsx';
import { WorkspaceSettings } from './workspace-settings.tsx';

export function SettingsScreen() {
  const t = useTranslations('app.settings');
  const { data: me, error, refetch } = useMe();
  return (
    <PageFrame title={t('title')} width="narrow">
      {error && !me && <LoadFailure error={error} onRetry={refetch} />}
      {!me && !error && <Skeleton className="h-96 w-full" />}
      {me && (
        <div className="flex flex-col divide-y">
          <ProfileSettings me={me} />
          <AppearanceSettings />
          <PasswordSettings email={me.user.email} />
          <WorkspaceSettings me={me} />
          {(me.role === 'owner' || me.role === 'admin') && (
            <>
              <NetworkSettings />
              <EncryptionSettings />
              <PeopleSettings />
              <AuditSettings />
            </>
          )}
        </div>
      )}
    </PageFrame>
  );
}
