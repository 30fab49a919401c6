import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useBuilder, useBuilderStore } from './builder-context.tsx';
import { builderKeys } from './builder-keys.ts';

/** Every key of the builder, by what it is for. */
const groups = {
  build: [
    ['tab', 'addAfter'],
    [builderKeys.search[0], 'search'],
    [builderKeys.connect[0], 'connect'],
    [builderKeys.remove[0], 'remove'],
    [builderKeys.toggleDisabled[0], 'toggle'],
    [builderKeys.testHere[0], 'testHere'],
    [builderKeys.pin[0], 'pin'],
    [builderKeys.rename[0], 'rename'],
    [builderKeys.undo[0], 'undo'],
    [builderKeys.redo[0], 'redo'],
    ['mod+c', 'copy'],
    ['mod+x', 'cut'],
    ['mod+v', 'paste'],
    [builderKeys.duplicate[0], 'duplicate'],
  ],
  arrange: [
    [builderKeys.tidy[0], 'tidy'],
    [builderKeys.group[0], 'group'],
    [builderKeys.ungroup[0], 'ungroup'],
    [builderKeys.fold[0], 'fold'],
    ['alt+up', 'nudge'],
    ['alt+shift+up', 'place'],
  ],
  move: [
    ['up', 'walk'],
    [builderKeys.selectDownstream[0], 'downstream'],
    [builderKeys.selectUpstream[0], 'upstream'],
    [builderKeys.open[0], 'open'],
    [builderKeys.selectNothing[0], 'deselect'],
    [builderKeys.selectAll[0], 'all'],
    [builderKeys.find[0], 'find'],
    [builderKeys.outline[0], 'outline'],
    [builderKeys.fit[0], 'fit'],
    [builderKeys.toggleMiniMap[0], 'miniMap'],
    [builderKeys.help[0], 'help'],
  ],
} as const;

export function ShortcutSheet() {
  const t = useTranslations('builder.keys');
  const store = useBuilderStore();
  const isOpen = useBuilder((state) => state.helpOpen);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(helpOpen) => store.getState().set({ helpOpen })}
      title={t('title')}
      description={t('description')}
    >
      {(['build', 'arrange', 'move'] as const).map((group) => (
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
