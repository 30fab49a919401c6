'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useCommandPalette } from './command-palette-context.tsx';
import { Initials } from './initials.tsx';
import { TelarMark } from './telar-mark.tsx';
import { UserMenuButton } from './user-menu-button.tsx';
import type { Viewer } from './viewer.ts';

/** The top of the screen on a phone. */
export function PhoneBar({ viewer }: { viewer: Viewer }) {
  const t = useTranslations('app.shell');
  const { open } = useCommandPalette();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-canvas px-4 md:hidden">
      <TelarMark className="size-6 shrink-0" />
      <span className="min-w-0 flex-1 truncate font-semibold text-ui">{viewer.workspaceName}</span>
      <IconButton icon={Search} label={t('searchLong')} onClick={open} className="size-10" />
      <UserMenuButton
        viewer={viewer}
        side="bottom"
        trigger={
          <button
            type="button"
            aria-label={t('account', { name: viewer.name })}
            className="-mr-2 flex size-10 items-center justify-center rounded-control"
          >
            <Initials name={viewer.name} className="size-7 rounded-pill" />
          </button>
        }
      />
    </header>
  );
}
