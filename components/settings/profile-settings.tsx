'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useUpdateMe } from '#components/queries/use-me.ts';
import type { Me } from '#core/contracts/identity.ts';
import { NameForm } from './name-form.tsx';
import { SettingsSection } from './settings-section.tsx';

export function ProfileSettings({ me }: { me: Me }) {
  const t = useTranslations('app');
  const router = useRouter();
  const { mutateAsync: updateMe } = useUpdateMe();
  const save = async (name: string) => {
    await updateMe({ name });
    router.refresh();
  };
  return (
    <SettingsSection title={t('settings.profile')} text={t('settings.profileText')}>
      <dl className="grid gap-4 text-ui sm:grid-cols-2">
        <div className="min-w-0">
          <dt className="text-ink-3">{t('settings.email')}</dt>
          <dd className="truncate font-medium">{me.user.email}</dd>
        </div>
        <div>
          <dt className="text-ink-3">{t('settings.role')}</dt>
          <dd className="font-medium">{t(`shell.roles.${me.role}`)}</dd>
        </div>
      </dl>
      <NameForm label={t('settings.name')} name={me.user.name} onSave={save} autoComplete="name" />
    </SettingsSection>
  );
}
