'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

const keys = [
  ['mod+k', 'palette'],
  ['j', 'down'],
  ['k', 'up'],
  ['enter', 'open'],
  ['x', 'select'],
  ['shift+j', 'extend'],
  ['escape', 'clear'],
] as const;

/** The keys of the lists and of every page; the builder has a sheet of its own. */
export function KeySheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('home.keys');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('description')}>
      <dl>
        {keys.map(([key, action]) => (
          <div
            key={action}
            className="flex min-h-9 items-center justify-between gap-4 border-b text-ui last:border-b-0"
          >
            <dt>{t(action)}</dt>
            <dd>
              <Kbd keys={key} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
