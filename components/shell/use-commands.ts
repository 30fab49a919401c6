'use client';

import {
  Bookmark,
  Languages,
  ListChecks,
  LogOut,
  Play,
  Plug,
  Plus,
  ScrollText,
  Sparkles,
  Workflow,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { addressOfFilters } from '#components/pipelines/pipeline-filters.ts';
import { useNewPipeline } from '#components/pipelines/use-new-pipeline.ts';
import { usePipelineActions } from '#components/pipelines/use-pipeline-actions.ts';
import { useConnections } from '#components/queries/use-connections.ts';
import { usePipelineViews } from '#components/queries/use-pipeline-views.ts';
import { usePipelines } from '#components/queries/use-pipelines.ts';
import { locales } from '#core/contracts/identity.ts';
import type { Command, CommandGroup } from './command.ts';
import { navItems } from './nav-items.ts';
import { themeIcons } from './theme-icons.ts';
import { themes } from './themes.ts';
import { useLocaleChoice } from './use-locale-choice.ts';
import { useShowGuide } from './use-show-guide.ts';
import { useSignOut } from './use-sign-out.ts';
import { useTheme } from './use-theme.tsx';

const shownPipelines = 8;

/** Everything that the palette can open or do, in groups. */
export function useCommands(): CommandGroup[] {
  const t = useTranslations('app');
  const router = useRouter();
  const { data: pipelines = [] } = usePipelines();
  const { data: views = [] } = usePipelineViews();
  const { data: connections = [] } = useConnections();
  const { runNow } = usePipelineActions();
  const actions = useActionCommands();
  return [
    {
      value: t('commands.goTo'),
      items: [
        ...navItems.map(({ key, href, icon }) => ({
          id: key,
          label: t(`shell.${key}`),
          icon,
          run: () => router.push(href),
        })),
        {
          id: 'audit',
          label: t('audit.title'),
          icon: ScrollText,
          onlyTyped: true,
          run: () => router.push('/settings/audit'),
        },
      ],
    },
    {
      value: t('commands.pipelines'),
      items: pipelines.flatMap((pipeline, index) => [
        {
          id: pipeline.id,
          label: pipeline.name,
          icon: Workflow,
          onlyTyped: index >= shownPipelines,
          run: () => router.push(`/pipelines/${pipeline.id}`),
        },
        {
          id: `run-${pipeline.id}`,
          label: t('commands.runPipeline', { name: pipeline.name }),
          icon: Play,
          onlyTyped: true,
          run: () => runNow(pipeline),
        },
      ]),
    },
    {
      value: t('pipelines.views.list'),
      items: views.map(({ id, name, filters }) => ({
        id,
        label: name,
        icon: Bookmark,
        run: () => router.push(addressOfFilters('/pipelines', filters)),
      })),
    },
    {
      value: t('commands.connections'),
      items: connections.map(({ id, name }) => ({
        id,
        label: name,
        icon: Plug,
        onlyTyped: true,
        run: () => router.push(`/connections/${id}`),
      })),
    },
    { value: t('commands.actions'), items: actions },
  ];
}

function useActionCommands(): Command[] {
  const t = useTranslations('app');
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const { locale, setLocale } = useLocaleChoice();
  const signOut = useSignOut();
  const showGuide = useShowGuide();
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
    {
      id: 'guide',
      label: t('shell.firstSteps'),
      words: t('commands.guideWords'),
      icon: ListChecks,
      onlyTyped: true,
      run: showGuide,
    },
    { id: 'sign-out', label: t('shell.signOut'), words: t('commands.signOutWords'), icon: LogOut, run: signOut },
  ];
}
