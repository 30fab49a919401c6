'use client';

import { useTimeZone, useTranslations } from 'next-intl';
import { themeIcons } from '#components/shell/theme-icons.ts';
import { themes } from '#components/shell/themes.ts';
import { useLocaleChoice } from '#components/shell/use-locale-choice.ts';
import { useTheme } from '#components/shell/use-theme.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { locales } from '#core/contracts/identity.ts';
import { SettingsSection } from './settings-section.tsx';

export function AppearanceSettings() {
  const t = useTranslations('app');
  const { theme, setTheme } = useTheme();
  const { locale, setLocale } = useLocaleChoice();
  const timeZone = useTimeZone();
  return (
    <SettingsSection title={t('settings.appearance')} text={t('settings.appearanceText')}>
      <div>
        <p className="mb-1 font-medium text-ui">{t('settings.language')}</p>
        <SegmentedControl
          label={t('settings.language')}
          value={locale}
          onChange={setLocale}
          choices={locales.map((value) => ({ value, label: t(`shell.languages.${value}`) }))}
        />
      </div>
      <div>
        <p className="mb-1 font-medium text-ui">{t('settings.theme')}</p>
        <SegmentedControl
          label={t('settings.theme')}
          value={theme}
          onChange={setTheme}
          choices={themes.map((value) => ({ value, label: t(`shell.themes.${value}`), icon: themeIcons[value] }))}
        />
      </div>
      <div>
        <p className="font-medium text-ui">{t('settings.timeZone')}</p>
        <p className="text-ui">{timeZone}</p>
        <p className="mt-0.5 text-ink-3 text-meta">{t('settings.timeZoneText')}</p>
      </div>
    </SettingsSection>
  );
}
