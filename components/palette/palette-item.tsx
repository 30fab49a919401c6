import { memo, useEffect, useRef } from 'react';
import { categoryStyles } from '#components/canvas/category-style.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { loadNodePanel } from '#components/panel/load-node-panel.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import type { PaletteEntry } from './search-kinds.ts';

/** Type of the drag from the palette to the canvas; its value is the node kind. */
export const kindDragType = 'application/x-telar-kind';

interface PaletteItemProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly active: boolean;
  readonly draggable: boolean;
  /** Whether it says what the step does. */
  readonly explained: boolean;
  readonly onPick: (kind: NodeKind) => void;
}

export const PaletteItem = memo(function PaletteItem({
  id,
  entry,
  active,
  draggable,
  explained,
  onPick,
}: PaletteItemProps) {
  const Icon = kindIcons[entry.kind];
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <button
      ref={element}
      id={id}
      type="button"
      role="option"
      aria-selected={active}
      tabIndex={-1}
      draggable={draggable}
      onDragStart={(event) => {
        event.dataTransfer.setData(kindDragType, entry.kind);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      title={explained ? undefined : entry.description}
      onPointerEnter={() => void loadNodePanel(entry.kind)}
      onClick={() => onPick(entry.kind)}
      className={`flex w-full ${explained ? 'items-start' : 'items-center'} gap-2.5 rounded-control px-2 ${explained ? 'py-1.5' : 'py-0.5'} text-left hover:bg-raised ${active ? 'bg-raised' : ''}`}
    >
      <span
        className={`flex size-7 shrink-0 items-center justify-center rounded-control ${categoryStyles[entry.category].tile}`}
      >
        <Icon aria-hidden className="size-4" strokeWidth={1.75} />
      </span>
      <span className="min-w-0">
        <span className={`block truncate text-ui ${explained ? 'font-medium' : ''}`}>{entry.name}</span>
        {explained && <span className="block text-ink-3 text-meta text-pretty">{entry.description}</span>}
      </span>
    </button>
  );
});
