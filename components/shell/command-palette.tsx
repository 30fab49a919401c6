'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { scrimStyle } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { listItemStyle } from '#components/ui/list-style.ts';
import { type Command, type CommandGroup, type CommandSource, mergeGroups } from './command.ts';
import { findCommands } from './find-commands.ts';
import { useCommands } from './use-commands.ts';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What the screen at hand offers. */
  sources: ReadonlySet<CommandSource>;
}

/** One box to go anywhere, find a pipeline and act. */
export function CommandPalette({ open, onOpenChange, sources }: CommandPaletteProps) {
  const t = useTranslations('app.commands');
  const keepsFocus = useRef(false);
  const run = (command: Command) => {
    keepsFocus.current = command.takesFocus ?? false;
    onOpenChange(false);
    command.run();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimStyle} />
        <Dialog.Viewport className="fixed inset-0 z-40 flex items-start justify-center px-3 pt-[12vh] pb-3">
          <Dialog.Popup
            aria-label={t('title')}
            finalFocus={() => !keepsFocus.current}
            className="flex max-h-[min(28rem,100%)] w-full max-w-xl flex-col overflow-hidden rounded-card bg-floating shadow-float outline-none transition-[opacity,scale] duration-150 ease-out data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
          >
            <PaletteBody sources={sources} onRun={run} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface PaletteBodyProps {
  sources: ReadonlySet<CommandSource>;
  onRun: (command: Command) => void;
}

function PaletteBody({ sources, onRun }: PaletteBodyProps) {
  const t = useTranslations('app.commands');
  const always = useCommands();
  // What is selected on the screen does not change while the palette is above it.
  const [here] = useState(() => [...sources].flatMap((source) => source()));
  const [typed, setTyped] = useState('');
  const groups = findCommands(mergeGroups([...here, ...always]), typed);
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      value={typed}
      onValueChange={setTyped}
      autoHighlight="always"
      keepHighlight
      itemToStringValue={(command: Command) => command.label}
    >
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <Autocomplete.Input
          aria-label={t('placeholder')}
          placeholder={t('placeholder')}
          className="h-full min-w-0 flex-1 bg-transparent text-body outline-none pointer-coarse:text-title"
        />
      </div>
      <Autocomplete.Empty className="empty:hidden">
        <p className="px-4 py-8 text-center text-ink-3 text-ui">{t('empty')}</p>
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5 data-empty:p-0">
        {(group: CommandGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className="mb-1">
            <Autocomplete.GroupLabel className="px-2 py-1 text-ink-3 text-meta">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item
                  key={command.id}
                  value={command}
                  className={listItemStyle}
                  onClick={() => onRun(command)}
                >
                  <command.icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                  <span className="min-w-0 flex-1 truncate">{command.label}</span>
                  {command.shortcut && <Kbd keys={command.shortcut} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <footer aria-hidden className="hidden h-9 shrink-0 items-center gap-4 border-t px-4 text-ink-3 text-meta sm:flex">
        <span className="flex items-center gap-1.5">
          <Kbd keys="up+down" /> {t('hintMove')}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="enter" /> {t('hintOpen')}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="escape" /> {t('hintClose')}
        </span>
      </footer>
    </Autocomplete.Root>
  );
}
