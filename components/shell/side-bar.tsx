'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { joinClasses } from '#components/ui/join-classes.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useCommandPalette } from './command-palette-context.tsx';
import { HelpButton } from './help-button.tsx';
import { Initials } from './initials.tsx';
import { isCurrent, navItems } from './nav-items.ts';
import { TelarMark } from './telar-mark.tsx';
import { UserMenuButton } from './user-menu-button.tsx';
import type { Viewer } from './viewer.ts';

/** `narrow` shows icons only, their names as tooltips. */
export function SideBar({ viewer, narrow }: { viewer: Viewer; narrow: boolean }) {
  const t = useTranslations('app.shell');
  return (
    <aside
      className={joinClasses(
        'hidden shrink-0 flex-col border-r bg-canvas p-2 md:flex',
        narrow ? 'w-13' : 'w-13 lg:w-56',
      )}
      data-narrow={narrow || undefined}
    >
      <Link
        href="/home"
        className="mb-2 flex h-9 items-center gap-2 rounded-control px-1.5"
        aria-label={viewer.workspaceName}
      >
        <TelarMark className="size-6 shrink-0" />
        {!narrow && (
          <span className="hidden min-w-0 truncate font-semibold text-ui lg:block">{viewer.workspaceName}</span>
        )}
      </Link>
      <SearchButton narrow={narrow} />
      <nav aria-label={t('navigation')} className="mt-2 flex flex-1 flex-col gap-0.5">
        {navItems.map(({ key, href, icon: Icon }) => (
          <SideLink
            key={key}
            href={href}
            narrow={narrow}
            label={t(key)}
            icon={<Icon aria-hidden className="size-4 shrink-0" />}
          />
        ))}
      </nav>
      <HelpButton narrow={narrow} />
      <UserMenuButton
        viewer={viewer}
        trigger={
          <button
            type="button"
            aria-label={t('account', { name: viewer.name })}
            className="flex h-9 items-center gap-2 rounded-control px-1.5 text-left hover:bg-raised data-popup-open:bg-raised"
          >
            <Initials name={viewer.name} className="rounded-pill" />
            {!narrow && <span className="hidden min-w-0 truncate text-ink-2 text-ui lg:block">{viewer.name}</span>}
          </button>
        }
      />
    </aside>
  );
}

function SearchButton({ narrow }: { narrow: boolean }) {
  const t = useTranslations('app.shell');
  const { open } = useCommandPalette();
  const wide = narrow ? 'hidden' : 'hidden lg:flex';
  return (
    <Tooltip label={t('searchLong')} shortcut="mod+k" side="right">
      <button
        type="button"
        onClick={open}
        aria-label={t('searchLong')}
        className="flex h-8 items-center gap-2 rounded-control px-2.5 text-ink-3 text-ui hover:bg-raised hover:text-ink"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className={joinClasses('min-w-0 flex-1 items-center justify-between gap-2', wide)}>
          <span className="truncate">{t('search')}</span>
          <Kbd keys="mod+k" />
        </span>
      </button>
    </Tooltip>
  );
}

interface SideLinkProps {
  href: string;
  label: string;
  icon: React.ReactNode;
  narrow: boolean;
}

function SideLink({ href, label, icon, narrow }: SideLinkProps) {
  const current = isCurrent(usePathname(), href);
  const link = (
    <Link
      href={href}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      className={joinClasses(
        'flex h-8 items-center gap-2.5 rounded-control px-2.5 font-medium text-ui',
        current ? 'bg-raised text-ink' : 'text-ink-2 hover:bg-raised hover:text-ink',
      )}
    >
      {icon}
      {!narrow && <span className="hidden truncate lg:block">{label}</span>}
    </Link>
  );
  return narrow ? (
    <Tooltip label={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
