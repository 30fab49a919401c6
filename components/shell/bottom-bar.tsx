'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { joinClasses } from '#components/ui/join-classes.ts';
import { isCurrent, phoneNavItems } from './nav-items.ts';

/** The main navigation on a phone, within reach of the thumb. */
export function BottomBar() {
  const t = useTranslations('app.shell');
  const pathname = usePathname();
  return (
    <nav
      aria-label={t('navigation')}
      className="grid shrink-0 auto-cols-fr grid-flow-col border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {phoneNavItems.map(({ key, href, icon: Icon }) => {
        const current = isCurrent(pathname, href);
        return (
          <Link
            key={key}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={joinClasses(
              'flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 focus-visible:-outline-offset-2',
              current ? 'text-accent' : 'text-ink-2',
            )}
          >
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate px-1 font-medium text-[11px] leading-4">{t(key)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
