'use client';

import { CircleHelp, Keyboard, ListChecks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactElement, useState } from 'react';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { KeySheet } from './key-sheet.tsx';
import { useShowGuide } from './use-show-guide.ts';

/** Where help is: the first steps, also after they were put away, and the keys. */
function HelpMenu({ trigger }: { trigger: ReactElement<Record<string, unknown>> }) {
  const t = useTranslations('app.shell');
  const showGuide = useShowGuide();
  const [showsKeys, setShowsKeys] = useState(false);
  return (
    <>
      <Menu trigger={trigger} side="top" align="start">
        <MenuItem icon={ListChecks} onSelect={showGuide}>
          {t('firstSteps')}
        </MenuItem>
        <MenuItem icon={Keyboard} onSelect={() => setShowsKeys(true)}>
          {t('shortcuts')}
        </MenuItem>
      </Menu>
      <KeySheet open={showsKeys} onOpenChange={setShowsKeys} />
    </>
  );
}

/** The button of the side bar that opens the help menu. */
export function HelpButton({ narrow }: { narrow: boolean }) {
  const t = useTranslations('app.shell');
  return (
    <HelpMenu
      trigger={
        <button
          type="button"
          aria-label={t('help')}
          title={t('help')}
          className="mb-0.5 flex h-8 items-center gap-2.5 rounded-control px-2.5 text-left font-medium text-ink-2 text-ui hover:bg-raised hover:text-ink data-popup-open:bg-raised"
        >
          <CircleHelp aria-hidden className="size-4 shrink-0" />
          {!narrow && <span className="hidden truncate lg:block">{t('help')}</span>}
        </button>
      }
    />
  );
}
