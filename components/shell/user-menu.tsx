'use client';

import { ListChecks, LogOut, Settings } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactElement } from 'react';
import { Menu, MenuChoices, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { locales } from '#core/contracts/identity.ts';
import { themeIcons } from './theme-icons.ts';
import { themes } from './themes.ts';
import { useLocaleChoice } from './use-locale-choice.ts';
import { useShowGuide } from './use-show-guide.ts';
import { useSignOut } from './use-sign-out.ts';
import { useTheme } from './use-theme.tsx';
import type { Viewer } from './viewer.ts';

export interface UserMenuProps {
  viewer: Viewer;
  trigger: ReactElement<Record<string, unknown>>;
  /** `bottom`, on a phone: with what the navigation has no room for. */
  side?: 'top' | 'bottom';
}

/** Mounted when it is opened for the first time. */
export function UserMenu({ viewer, trigger, side = 'top' }: UserMenuProps) {
  const t = useTranslations('app.shell');
  const { theme, setTheme } = useTheme();
  const { locale, setLocale } = useLocaleChoice();
  const signOut = useSignOut();
  const showGuide = useShowGuide();
  return (
    <Menu defaultOpen trigger={trigger} side={side} align={side === 'top' ? 'start' : 'end'} className="w-56">
      <div className="px-2 py-1.5">
        <p className="truncate font-medium text-ui">{viewer.name}</p>
        <p className="truncate text-ink-3 text-meta">{viewer.email}</p>
      </div>
      <MenuSeparator />
      {side === 'bottom' && (
        <>
          <MenuLink icon={Settings} href="/settings">
            {t('settings')}
          </MenuLink>
          <MenuItem icon={ListChecks} onSelect={showGuide}>
            {t('firstSteps')}
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuChoices
        label={t('theme')}
        value={theme}
        onChange={setTheme}
        choices={themes.map((value) => ({ value, label: t(`themes.${value}`), icon: themeIcons[value] }))}
      />
      <MenuSeparator />
      <MenuChoices
        label={t('language')}
        value={locale}
        onChange={setLocale}
        choices={locales.map((value) => ({ value, label: t(`languages.${value}`) }))}
      />
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={signOut}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}
