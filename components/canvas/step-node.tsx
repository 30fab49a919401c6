import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useBuilder, useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { BuilderState } from '#components/builder/builder-store.ts';
import { renameNode } from '#components/builder/graph-edits.ts';
import { PinMark } from '#components/test-run/pin-mark.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { NodeKind } from '#core/graph/graph.ts';
import type { StepFlowNode } from './flow-types.ts';
import { NameEditor } from './name-editor.tsx';
import { NodeFace } from './node-face.tsx';
import { NodePorts } from './node-ports.tsx';
import { sizeOfNode } from './node-size.ts';
import { ProblemMark } from './problem-mark.tsx';
import { RejectedBranch } from './rejected-branch.tsx';
import { toneOfStep } from './tone-of-step.ts';
import { useNodeText } from './use-node-text.ts';
import { useZoomLevel } from './zoom-level.tsx';

const DriftMark = onDemand(async () => (await import('./drift-mark.tsx')).DriftMark);

/** The worst problem of a node and its severity. */
function selectProblem(state: BuilderState, nodeId: string) {
  const problems = state.problems.filter((problem) => problem.nodeId === nodeId);
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  return { message: worst?.message ?? null, severity: worst?.severity ?? null };
}

/** A step of the draft. */
export const StepNode = memo(function StepNode({ data: { node }, selected }: NodeProps<StepFlowNode>) {
  const store = useBuilderStore();
  const text = useNodeText();
  const zoom = useZoomLevel();
  const isRenaming = useBuilder((state) => state.renamingId === node.id);
  const readOnly = useBuilder((state) => state.readOnly);
  const status = useBuilder((state) => state.run?.steps.find((step) => step.nodeId === node.id)?.status ?? null);
  const rejected = useBuilder((state) => state.run?.steps.find((step) => step.nodeId === node.id)?.rowsRejected ?? 0);
  const runId = useBuilder((state) => state.run?.id ?? null);
  const problem = useShallowBuilder((state) => selectProblem(state, node.id));
  const stopRenaming = (name: string | null) => {
    store.getState().set({ renamingId: null });
    if (name !== null && name !== node.name) store.getState().edit([renameNode(node.id, name)]);
  };
  return (
    <>
      <NodeFace
        kind={node.kind}
        height={sizeOfNode(node).height}
        name={isRenaming ? <NameEditor name={node.name} onDone={stopRenaming} /> : node.name}
        summary={text.summarize(node)}
        zoom={zoom}
        selected={selected}
        disabled={node.disabled}
        tone={toneOfStep(status)}
        mark={
          <>
            <PinMark node={node} />
            {driftKinds.includes(node.kind) && !node.disabled && <DriftMark node={node} />}
            {status !== null ? <StatusIcon status={status} /> : <ProblemMark {...problem} disabled={node.disabled} />}
          </>
        }
      />
      {rejected > 0 && <RejectedBranch rows={rejected} runId={runId} />}
      <NodePorts node={node} connectable={!readOnly} named={zoom === 'full'} />
    </>
  );
});

/** Sources whose fields are compared with those that were found. */
const driftKinds: readonly NodeKind[] = ['file-source', 'http-source', 'mysql-source', 'postgres-source'];
