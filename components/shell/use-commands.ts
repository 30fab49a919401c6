'use client';

import { Languages, LogOut, type LucideIcon, Plug, Plus, Sparkles, Workflow } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useNewPipeline } from '#components/pipelines/use-new-pipeline.ts';
import { usePipelines } from '#components/queries/use-pipelines.ts';
import { locales } from '#core/contracts/identity.ts';
import { navItems } from './nav-items.ts';
import { themeIcons } from './theme-icons.ts';
import { themes } from './themes.ts';
import { useLocaleChoice } from './use-locale-choice.ts';
import { useSignOut } from './use-sign-out.ts';
import { useTheme } from './use-theme.tsx';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Other words that find it. */
  readonly words?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly value: string;
  readonly items: readonly Command[];
}

/** Everything that the palette can open or do, in groups. */
export function useCommands(): CommandGroup[] {
  const t = useTranslations('app');
  const router = useRouter();
  const { data: pipelines = [] } = usePipelines();
  const actions = useActionCommands();
  return [
    {
      value: t('commands.goTo'),
      items: navItems.map(({ key, href, icon }) => ({
        id: key,
        label: t(`shell.${key}`),
        icon,
        run: () => router.push(href),
      })),
    },
    {
      value: t('commands.pipelines'),
      items: pipelines.map(({ id, name }) => ({
        id,
        label: name,
        icon: Workflow,
        run: () => router.push(`/pipelines/${id}`),
      })),
    },
    { value: t('commands.actions'), items: actions },
  ].filter(({ items }) => items.length > 0);
}

function useActionCommands(): Command[] {
  const t = useTranslations('app');
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const { locale, setLocale } = useLocaleChoice();
  const signOut = useSignOut();
  const { startBlank, startSample } = useNewPipeline();
  const otherThemes = themes.filter((value) => value !== theme);
  const otherLocales = locales.filter((value) => value !== locale);
  return [
    { id: 'new', label: t('commands.newPipeline'), words: t('commands.newPipelineWords'), icon: Plus, run: startBlank },
    { id: 'sample', label: t('commands.sample'), words: t('commands.sampleWords'), icon: Sparkles, run: startSample },
    {
      id: 'connect',
      label: t('commands.newConnection'),
      words: t('commands.newConnectionWords'),
      icon: Plug,
      run: () => router.push('/connections?new=choose'),
    },
    ...otherThemes.map((value) => ({
      id: `theme-${value}`,
      label: t('commands.useTheme', { theme: t(`shell.themes.${value}`).toLowerCase() }),
      words: t('commands.themeWords'),
      icon: themeIcons[value],
      run: () => setTheme(value),
    })),
    ...otherLocales.map((value) => ({
      id: `locale-${value}`,
      label: t('commands.useLanguage', { language: t(`shell.languages.${value}`) }),
      words: t('commands.languageWords'),
      icon: Languages,
      run: () => setLocale(value),
    })),
    { id: 'sign-out', label: t('shell.signOut'), words: t('commands.signOutWords'), icon: LogOut, run: signOut },
  ];
}
