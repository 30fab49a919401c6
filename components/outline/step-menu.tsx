import {
  Cable,
  ChevronsDownUp,
  ChevronsUpDown,
  Copy,
  Ellipsis,
  Group,
  PencilLine,
  Plus,
  Power,
  Settings2,
  Trash2,
  Ungroup,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { useBuilderActions } from '#components/builder/use-builder-actions.ts';
import { TestItems } from '#components/test-run/test-items.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { OutlineItem } from './list-outline.ts';

interface StepMenuProps {
  readonly item: OutlineItem;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onRename: () => void;
}

const moves = ['left', 'right', 'up', 'down'] as const;

/** All that can be done to a line of the outline, with the key that does the same. */
export function StepMenu({ item, open, onOpenChange, onRename }: StepMenuProps) {
  const t = useTranslations('builder.outline');
  const actions = useBuilderActions();
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      side="right"
      align="start"
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('actions')}
          className="flex size-6 shrink-0 items-center justify-center rounded-small text-ink-3 opacity-0 hover:bg-lifted hover:text-ink focus-visible:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100 data-popup-open:opacity-100"
          onClick={(event) => event.stopPropagation()}
        >
          <Ellipsis aria-hidden className="size-4" />
        </button>
      }
    >
      {item.type === 'step' && <StepItems item={item} onRename={onRename} />}
      {item.type === 'group' && (
        <>
          <MenuItem icon={PencilLine} shortcut="f2" onSelect={onRename}>
            {t('rename')}
          </MenuItem>
          <MenuItem icon={item.group.collapsed ? ChevronsUpDown : ChevronsDownUp} shortcut="e" onSelect={actions.fold}>
            {t(item.group.collapsed ? 'unfold' : 'fold')}
          </MenuItem>
          <MenuItem icon={Ungroup} shortcut="mod+shift+g" onSelect={actions.ungroup}>
            {t('ungroup')}
          </MenuItem>
        </>
      )}
      {item.type !== 'edge' && (
        <>
          <MenuItem icon={Power} shortcut="d" onSelect={actions.toggleDisabled}>
            {t('toggle')}
          </MenuItem>
          <MenuItem icon={Copy} shortcut="mod+d" onSelect={actions.duplicate}>
            {t('duplicate')}
          </MenuItem>
          <MenuSeparator />
          {moves.map((direction) => (
            <MenuItem
              key={direction}
              shortcut={`alt+shift+${direction}`}
              onSelect={() => actions.move(direction, 'place')}
            >
              {t(`move.${direction}`)}
            </MenuItem>
          ))}
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={Trash2} danger shortcut="delete" onSelect={actions.remove}>
        {item.type === 'edge' ? t('disconnect') : t('delete')}
      </MenuItem>
    </Menu>
  );
}

function StepItems({ item, onRename }: { item: Extract<OutlineItem, { type: 'step' }>; onRename: () => void }) {
  const t = useTranslations('builder.outline');
  const store = useBuilderStore();
  const actions = useBuilderActions();
  const addAfter = () => {
    const row = document.querySelector(`[data-item="${CSS.escape(item.id)}"]`)?.getBoundingClientRect();
    const screen = { x: (row?.right ?? 0) + 8, y: row?.top ?? 0 };
    store.getState().set({ quickAdd: { screen, place: { on: 'node', nodeId: item.node.id } } });
  };
  return (
    <>
      <MenuItem icon={Settings2} shortcut="enter" onSelect={() => store.getState().openField(item.node.id, '')}>
        {t('open')}
      </MenuItem>
      <MenuItem icon={Plus} shortcut="a" onSelect={addAfter}>
        {t('addAfter')}
      </MenuItem>
      <TestItems nodeId={item.node.id} />
      <MenuItem icon={Cable} shortcut="c" onSelect={actions.connect}>
        {t('connect')}
      </MenuItem>
      <MenuItem icon={PencilLine} shortcut="f2" onSelect={onRename}>
        {t('rename')}
      </MenuItem>
      <MenuItem icon={Group} shortcut="mod+g" onSelect={actions.group}>
        {t('group')}
      </MenuItem>
      <MenuSeparator />
    </>
  );
}
