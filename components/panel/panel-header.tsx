import { Copy, EllipsisVertical, Pencil, Power, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { removeSelection, renameNode, toggleDisabled } from '#components/builder/graph-edits.ts';
import { useDuplicateSelection } from '#components/builder/use-clipboard.ts';
import { categoryStyles } from '#components/canvas/category-style.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { NameEditor } from '#components/canvas/name-editor.tsx';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { TestItems } from '#components/test-run/test-items.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** What the step is and is called, and what can be done with the whole of it. */
export function PanelHeader({ node }: { node: GraphNode }) {
  const t = useTranslations('builder.panel');
  const store = useBuilderStore();
  const { nameKind } = useNodeText();
  const readOnly = useBuilder((state) => state.readOnly);
  const duplicate = useDuplicateSelection();
  const [isRenaming, setRenaming] = useState(false);
  const Icon = kindIcons[node.kind];
  const { category } = getNodeDefinition(node.kind);
  const { graph, edit, set } = store.getState();
  const rename = (name: string | null) => {
    setRenaming(false);
    if (name !== null && name !== node.name) edit([renameNode(node.id, name)]);
  };
  return (
    <header className="flex items-center gap-3 border-line border-b px-4 py-2.5">
      <span
        className={`flex size-8 shrink-0 items-center justify-center rounded-control ${categoryStyles[category].tile}`}
      >
        <Icon aria-hidden className="size-[18px]" strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        {isRenaming ? (
          <NameEditor name={node.name} onDone={rename} />
        ) : (
          <h2 className="truncate font-semibold text-body">{node.name}</h2>
        )}
        {node.name !== nameKind(node.kind) && <p className="truncate text-ink-3 text-meta">{nameKind(node.kind)}</p>}
      </div>
      {!readOnly && (
        <Menu trigger={<IconButton icon={EllipsisVertical} label={t('more')} />}>
          {category !== 'note' && category !== 'trigger' && <TestItems nodeId={node.id} />}
          <MenuItem icon={Pencil} shortcut="f2" onSelect={() => setRenaming(true)}>
            {t('rename')}
          </MenuItem>
          <MenuItem icon={Copy} shortcut="mod+d" onSelect={duplicate}>
            {t('duplicate')}
          </MenuItem>
          {category !== 'note' && (
            <MenuItem icon={Power} shortcut="d" onSelect={() => edit(toggleDisabled(graph, [node.id]))}>
              {node.disabled ? t('switchOn') : t('switchOff')}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem
            icon={Trash2}
            danger
            shortcut="delete"
            onSelect={() => edit(removeSelection(store.getState().graph, [node.id], []))}
          >
            {t('delete')}
          </MenuItem>
        </Menu>
      )}
      <IconButton icon={X} label={t('close')} onClick={() => set({ panelOpen: false })} />
    </header>
  );
}
