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

interface UserMenuProps {
  viewer: Viewer;
  trigger: ReactElement<Record<string, unknown>>;
  /** `bottom`, on a phone: with what the navigation has no room for. */
  side?: 'top' | 'bottom';
}

export function UserMenu({ viewer, trigger, side = 'top' }: UserMenuProps) {
  const t = useTranslations('app.shell');
  const { theme, setTheme } = useTheme();
  const { locale, setLocale } = useLocaleChoice();
  const signOut = useSignOut();
  const showGuide = useShowGuide();
  return (
    <Menu trigger={trigger} side={side} align={side === 'top' ? 'start' : 'end'} className="w-56">
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

/** One or two letters that stand for a person or a workspace. */
export function Initials({ name, className = '' }: { name: string; className?: string }) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0] ?? '');
  const text = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? '');
  return (
    <span
      aria-hidden
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-control bg-raised font-semibold text-[11px] text-ink-2 uppercase ${className}`}
    >
      {text}
    </span>
  );
}
