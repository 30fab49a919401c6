'use client';

import { Keyboard, ListChecks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactElement, useState } from 'react';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { useShowGuide } from './use-show-guide.ts';

const KeySheet = onDemand(async () => (await import('./key-sheet.tsx')).KeySheet);

/** Where help is: the first steps, also after they were put away, and the keys. */
export function HelpMenu({ trigger }: { trigger: ReactElement<Record<string, unknown>> }) {
  const t = useTranslations('app.shell');
  const showGuide = useShowGuide();
  const [showsKeys, setShowsKeys] = useState(false);
  const [wasShown, setWasShown] = useState(false);
  if (showsKeys && !wasShown) setWasShown(true);
  return (
    <>
      <Menu defaultOpen trigger={trigger} side="top" align="start">
        <MenuItem icon={ListChecks} onSelect={showGuide}>
          {t('firstSteps')}
        </MenuItem>
        <MenuItem icon={Keyboard} onSelect={() => setShowsKeys(true)}>
          {t('shortcuts')}
        </MenuItem>
      </Menu>
      {wasShown && <KeySheet open={showsKeys} onOpenChange={setShowsKeys} />}
    </>
  );
}
