import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

const groups = {
  build: [
    ['tab', 'addAfter'],
    ['/', 'search'],
    ['delete', 'remove'],
    ['d', 'toggle'],
    ['f2', 'rename'],
    ['mod+z', 'undo'],
    ['mod+shift+z', 'redo'],
    ['mod+c', 'copy'],
    ['mod+x', 'cut'],
    ['mod+v', 'paste'],
    ['mod+d', 'duplicate'],
  ],
  move: [
    ['up', 'walk'],
    ['alt+up', 'nudge'],
    ['enter', 'open'],
    ['escape', 'deselect'],
    ['mod+a', 'all'],
    ['f', 'fit'],
    ['?', 'help'],
  ],
} as const;

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every key of the builder. */
export function ShortcutSheet({ open, onOpenChange }: ShortcutSheetProps) {
  const t = useTranslations('builder.keys');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('description')}>
      {(['build', 'move'] as const).map((group) => (
        <section key={group} className="mb-4">
          <h3 className="mb-1 font-medium text-ink-2 text-meta">{t(`groups.${group}`)}</h3>
          <dl>
            {groups[group].map(([keys, action]) => (
              <div
                key={action}
                className="flex min-h-8 items-center justify-between gap-4 border-line border-b text-ui last:border-b-0"
              >
                <dt>{t(action)}</dt>
                <dd>
                  <Kbd keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
