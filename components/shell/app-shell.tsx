'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BottomBar } from './bottom-bar.tsx';
import { CommandPaletteProvider } from './command-palette-context.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { SideBar } from './side-bar.tsx';
import type { Viewer } from './viewer.ts';

/** The frame of every signed-in page. The builder gets a narrow side bar, and the whole height of a phone. */
export function AppShell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const t = useTranslations('app.shell');
  const inBuilder = /^\/pipelines\/[^/]+/.test(usePathname());
  return (
    <CommandPaletteProvider>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-control focus:bg-floating focus:px-3 focus:py-2 focus:shadow-float"
      >
        {t('skip')}
      </a>
      <div className="flex h-dvh flex-col md:flex-row">
        <SideBar viewer={viewer} narrow={inBuilder} />
        {!inBuilder && <PhoneBar viewer={viewer} />}
        <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-y-auto outline-none">
          {children}
        </main>
        {!inBuilder && <BottomBar />}
      </div>
    </CommandPaletteProvider>
  );
}
