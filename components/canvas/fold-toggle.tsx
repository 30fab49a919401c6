import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import type { GraphGroup } from '#core/graph/graph.ts';

/** Collapses a group into one block, or expands it. */
export function FoldToggle({ group }: { group: GraphGroup }) {
  const t = useTranslations('builder.canvas');
  const store = useBuilderStore();
  const readOnly = useBuilder((state) => state.readOnly);
  if (readOnly) return null;
  const collapsed = group.collapsed ?? false;
  const Icon = collapsed ? ChevronRight : ChevronDown;
  const label = t(collapsed ? 'unfold' : 'fold', { name: group.name });
  return (
    <button
      type="button"
      aria-expanded={!collapsed}
      aria-label={label}
      title={label}
      className="nodrag nopan pointer-events-auto -ml-1.5 flex size-6 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-raised hover:text-ink"
      onClick={(event) => {
        event.stopPropagation();
        store.getState().edit([{ type: 'collapse-group', groupId: group.id, collapsed: !collapsed }]);
      }}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
