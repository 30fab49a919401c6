import { Handle, type NodeProps, Position } from '@xyflow/react';
import { Group } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { useBuilder, useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { BuilderState } from '#components/builder/builder-store.ts';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { StepStatus } from '#core/contracts/runs.ts';
import type { GraphGroup } from '#core/graph/graph.ts';
import { blockPorts } from './derive-flow.ts';
import type { BlockFlowNode } from './flow-types.ts';
import { FoldToggle } from './fold-toggle.tsx';
import { NameEditor } from './name-editor.tsx';
import { nodeHeight, nodeWidth } from './node-size.ts';
import { ProblemMark } from './problem-mark.tsx';
import { toneOfStep } from './tone-of-step.ts';
import { useZoomLevel } from './zoom-level.tsx';

/** A collapsed group: one block that all rows of its steps go into and come out of. */
export const BlockNode = memo(function BlockNode({ data: { group }, selected }: NodeProps<BlockFlowNode>) {
  const t = useTranslations('builder.canvas');
  const zoom = useZoomLevel();
  const names = useBuilder(({ graph }) =>
    graph.nodes.flatMap(({ id, name }) => (group.nodes.includes(id) ? [name] : [])).join(', '),
  );
  const status = useBuilder((state) => readStatus(state, group));
  const problem = useShallowBuilder((state) => readProblem(state, group));
  const border = selected ? 'border-accent ring-1 ring-accent' : (toneOfStep(status) ?? 'border-line-strong/60');
  const large = zoom !== 'full';
  return (
    <div className="relative" style={{ width: nodeWidth, height: nodeHeight }}>
      <span
        aria-hidden
        className="absolute inset-x-2 -bottom-1.5 h-4 rounded-b-card border border-line-strong/45 bg-raised"
      />
      <div className={`relative flex h-full items-center gap-2.5 rounded-card border bg-surface px-3 ${border}`}>
        {large ? (
          <Group aria-hidden className="size-10 shrink-0 text-ink-3" />
        ) : (
          <>
            <FoldToggle group={group} />
            <Group aria-hidden className="size-[18px] shrink-0 text-ink-3" strokeWidth={1.75} />
          </>
        )}
        <span className="min-w-0 flex-1 text-left">
          <span className={`block truncate font-medium ${large ? 'text-page' : 'text-ui'}`}>
            <BlockName group={group} />
          </span>
          {!large && (
            <span className="block truncate text-ink-2 text-meta">
              {t('blockSteps', { count: group.nodes.length, names })}
            </span>
          )}
        </span>
        {status === null ? <ProblemMark {...problem} disabled={false} /> : <StatusIcon status={status} />}
      </div>
      <Handle
        id={blockPorts.in}
        type="target"
        position={Position.Left}
        isConnectable={false}
        aria-hidden
        className="telar-port"
      />
      <Handle
        id={blockPorts.out}
        type="source"
        position={Position.Right}
        isConnectable={false}
        aria-hidden
        className="telar-port"
      />
    </div>
  );
});

function BlockName({ group }: { group: GraphGroup }) {
  const store = useBuilderStore();
  const isRenaming = useBuilder((state) => state.renamingId === group.id);
  if (!isRenaming) return group.name;
  const stopRenaming = (name: string | null) => {
    store.getState().set({ renamingId: null });
    if (name !== null && name !== group.name)
      store.getState().edit([{ type: 'rename-group', groupId: group.id, name }]);
  };
  return <NameEditor name={group.name} onDone={stopRenaming} />;
}

const byUrgency: readonly StepStatus[] = ['failed', 'running', 'pending', 'succeeded', 'skipped'];

/** What the most telling of its steps does in the run at hand; null without one. */
function readStatus({ run }: BuilderState, group: GraphGroup): StepStatus | null {
  if (run === null) return null;
  const statuses = run.steps.filter(({ nodeId }) => group.nodes.includes(nodeId)).map(({ status }) => status);
  return byUrgency.find((status) => statuses.includes(status)) ?? null;
}

function readProblem({ problems }: BuilderState, group: GraphGroup) {
  const own = problems.filter(({ nodeId }) => nodeId !== undefined && group.nodes.includes(nodeId));
  const worst = own.find(({ severity }) => severity === 'error') ?? own[0];
  return { message: worst?.message ?? null, severity: worst?.severity ?? null };
}
