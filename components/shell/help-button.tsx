'use client';

import { CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FirstUse } from '#components/ui/first-use.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';

const HelpMenu = onDemand(async () => (await import('./help-menu.tsx')).HelpMenu);

/** The button of the side bar that opens the help menu. */
export function HelpButton({ narrow }: { narrow: boolean }) {
  const t = useTranslations('app.shell');
  const trigger = (
    <button
      type="button"
      aria-label={t('help')}
      title={t('help')}
      className="mb-0.5 flex h-8 items-center gap-2.5 rounded-control px-2.5 text-left font-medium text-ink-2 text-ui hover:bg-raised hover:text-ink data-popup-open:bg-raised"
    >
      <CircleHelp aria-hidden className="size-4 shrink-0" />
      {!narrow && <span className="hidden truncate lg:block">{t('help')}</span>}
    </button>
  );
  return (
    <FirstUse trigger={trigger} opens="menu" load={HelpMenu.load}>
      <HelpMenu trigger={trigger} />
    </FirstUse>
  );
}
