'use client';

import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The way to the audit trail of the workspace, for admins. */
export function AuditSettings() {
  const t = useTranslations('app.audit');
  return (
    <SettingsSection title={t('title')} text={t('text')}>
      <ButtonLink href="/settings/audit" className="w-fit!">
        {t('open')}
      </ButtonLink>
    </SettingsSection>
  );
}
