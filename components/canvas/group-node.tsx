import type { NodeProps } from '@xyflow/react';
import { memo, use } from 'react';
import { BuilderContext, useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import type { GroupFlowNode } from './flow-types.ts';
import { FoldToggle } from './fold-toggle.tsx';
import { groupTitleHeight } from './frame-group.ts';
import { NameEditor } from './name-editor.tsx';
import { useZoomLevel } from './zoom-level.tsx';

/** A frame around steps, under a title by which all of them are taken at once. */
export const GroupNode = memo(function GroupNode({ data: { group }, width, height }: NodeProps<GroupFlowNode>) {
  const isEditable = use(BuilderContext) !== null;
  const zoom = useZoomLevel();
  return (
    <div className="rounded-card border border-line-strong/50 border-dashed bg-raised/40" style={{ width, height }}>
      <div
        className={`flex items-center gap-1 px-3 font-medium text-ink-2 ${zoom === 'full' ? 'text-ui' : 'text-page'}`}
        style={{ height: groupTitleHeight }}
      >
        {isEditable && zoom === 'full' && <FoldToggle group={group} />}
        {isEditable ? <GroupTitle group={group} /> : <span className="truncate">{group.name}</span>}
      </div>
    </div>
  );
});

function GroupTitle({ group }: GroupFlowNode['data']) {
  const store = useBuilderStore();
  const isRenaming = useBuilder((state) => state.renamingId === group.id);
  const stopRenaming = (name: string | null) => {
    store.getState().set({ renamingId: null });
    if (name !== null && name !== group.name)
      store.getState().edit([{ type: 'rename-group', groupId: group.id, name }]);
  };
  const takeAll = () => {
    const { selection, select } = store.getState();
    if (!group.nodes.every((id) => selection.includes(id))) select(group.nodes);
  };
  if (isRenaming)
    return (
      <span className="pointer-events-auto w-full">
        <NameEditor name={group.name} onDone={stopRenaming} />
      </span>
    );
  return (
    // Before the drag begins, so that the steps move with the frame; the outline does the same without a pointer.
    <span
      className="telar-group-title pointer-events-auto w-full cursor-grab truncate py-1"
      onPointerDownCapture={takeAll}
    >
      {group.name}
    </span>
  );
}
