import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { nameKey } from '#components/builder/builder-keys.ts';
import { isOpen, type OutlineItem } from './list-outline.ts';
import { OutlineRow } from './outline-row.tsx';
import { useOutline } from './use-outline.ts';

/**
 * The pipeline as a tree that does all the canvas does: for keyboards, for screen readers, and for long pipelines.
 * Its edits are those of the canvas; keys that are not about the tree itself are the builder's own.
 */
export function Outline() {
  const t = useTranslations('builder.outline');
  const store = useBuilderStore();
  const { items, visible, toggled, active, tree, choose, setOpen, focus } = useOutline();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const isWanted = useBuilder((state) => state.focusWanted === 'outline');
  useEffect(() => {
    if (!isWanted) return;
    store.getState().set({ focusWanted: null });
    if (active !== undefined) focus(active.id);
  }, [store, isWanted, active, focus]);

  const handleKey = (event: KeyboardEvent) => {
    if (active === undefined || renaming !== null || event.altKey) return;
    const index = visible.indexOf(active);
    const isExpandable = items.some(({ parent }) => parent === active.id);
    const go = (item: OutlineItem | undefined) => item !== undefined && choose(item, event.shiftKey);
    const actions: Record<string, () => void> = {
      arrowdown: () => go(visible[index + 1]),
      arrowup: () => go(visible[index - 1]),
      home: () => go(visible[0]),
      end: () => go(visible.at(-1)),
      arrowright: () => {
        if (isExpandable && !isOpen(active, toggled)) setOpen(active, true);
        else if (isExpandable) go(visible[index + 1]);
      },
      arrowleft: () => {
        if (isExpandable && isOpen(active, toggled)) setOpen(active, false);
        else go(visible.find(({ id }) => id === active.parent));
      },
      enter: () => openItem(active),
      f2: () => active.type !== 'edge' && setRenaming(active.id),
      contextmenu: () => setMenuOf(active.id),
      'shift+f10': () => setMenuOf(active.id),
    };
    const key = nameKey(event);
    const action = actions[key === 'shift+arrowdown' || key === 'shift+arrowup' ? key.slice('shift+'.length) : key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  /** A step opens its settings, a connection leads to its other end. */
  const openItem = (item: OutlineItem) => {
    if (item.type === 'step') store.getState().openField(item.node.id, '');
    if (item.type === 'group') setOpen(item, !isOpen(item, toggled));
    if (item.type !== 'edge') return;
    const { other } = item;
    const target = visible.find((line) => line.type === 'step' && line.node.id === other.id);
    if (target !== undefined) choose(target);
  };

  if (items.length === 0) return <p className="p-4 text-ink-2 text-ui text-pretty">{t('empty')}</p>;
  return (
    <div
      ref={tree}
      role="tree"
      tabIndex={-1}
      aria-label={t('title')}
      aria-multiselectable
      className="telar-outline min-h-0 flex-1 overflow-y-auto overscroll-contain p-2"
      onKeyDown={handleKey}
    >
      {visible.map((item) => {
        const siblings = visible.filter(({ parent }) => parent === item.parent);
        return (
          <OutlineRow
            key={item.id}
            item={item}
            focusable={item === active}
            position={siblings.indexOf(item) + 1}
            total={siblings.length}
            expanded={items.some(({ parent }) => parent === item.id) ? isOpen(item, toggled) : undefined}
            renaming={renaming === item.id}
            menuOpen={menuOf === item.id}
            onMenu={(open) => {
              if (open) choose(item);
              setMenuOf(open ? item.id : null);
            }}
            onRename={() => setRenaming(item.id)}
            onRenamed={() => {
              setRenaming(null);
              focus(item.id);
            }}
            onChoose={(extend) => choose(item, extend)}
            onFocus={() => item !== active && choose(item)}
            onOpen={() => openItem(item)}
            onToggle={(open) => setOpen(item, open)}
          />
        );
      })}
    </div>
  );
}
