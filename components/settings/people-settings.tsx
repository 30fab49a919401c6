'use client';

import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The way to finding and erasing a person, for admins. */
export function PeopleSettings() {
  const t = useTranslations('app.people');
  return (
    <SettingsSection title={t('title')} text={t('text')}>
      <ButtonLink href="/settings/people" className="w-fit!">
        {t('open')}
      </ButtonLink>
    </SettingsSection>
  );
}
