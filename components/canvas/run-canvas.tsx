'use client';

import type { EdgeProps, NodeProps } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { createContext, memo, useContext, useMemo } from 'react';
import { selectEdgeRows } from '#components/builder/select-edge-count.ts';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunStepView } from '#core/contracts/runs.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { FlowEdge, StepFlowNode } from './flow-types.ts';
import { GroupNode } from './group-node.tsx';
import { NodeFace } from './node-face.tsx';
import { NodePorts } from './node-ports.tsx';
import { sizeOfNode } from './node-size.ts';
import { NoteNode } from './note-node.tsx';
import { RejectedBranch } from './rejected-branch.tsx';
import { RowsEdgeLine } from './rows-edge.tsx';
import { StillCanvas } from './still-canvas.tsx';
import { toneOfStep } from './tone-of-step.ts';
import { useNodeText } from './use-node-text.ts';
import { useZoomLevel } from './zoom-level.tsx';

interface RunCanvasProps {
  readonly graph: Graph;
  readonly steps: readonly RunStepView[];
  /** Called when a step is clicked. */
  readonly onPick?: (nodeId: string) => void;
}

const StepsContext = createContext<Omit<RunCanvasProps, 'onPick'> | null>(null);
const nodeTypes = { step: RunStepNode, note: NoteNode, group: GroupNode };
const edgeTypes = { rows: memo(RunEdge) };

/** The graph that a run ran, coloured by what became of each step, with rows on the edges. Fills its container. */
export function RunCanvas({ graph, steps, onPick }: RunCanvasProps) {
  const t = useTranslations('builder.canvas');
  const context = useMemo(() => ({ graph, steps }), [graph, steps]);
  return (
    <StepsContext value={context}>
      <StillCanvas label={t('runTitle')} graph={graph} nodeTypes={nodeTypes} edgeTypes={edgeTypes} onPick={onPick} />
    </StepsContext>
  );
}

function RunStepNode({ data: { node } }: NodeProps<StepFlowNode>) {
  const steps = useContext(StepsContext)?.steps;
  const text = useNodeText();
  const zoom = useZoomLevel();
  const step = steps?.find(({ nodeId }) => nodeId === node.id);
  const status = step?.status ?? null;
  return (
    <>
      <NodeFace
        kind={node.kind}
        height={sizeOfNode(node).height}
        name={node.name}
        summary={text.summarize(node)}
        zoom={zoom}
        selected={false}
        disabled={node.disabled}
        tone={toneOfStep(status)}
        mark={status === null ? null : <StatusIcon status={status} />}
      />
      {step !== undefined && <RejectedBranch rows={step.rowsRejected} runId={null} />}
      <NodePorts node={node} connectable={false} named={zoom === 'full'} />
    </>
  );
}

function RunEdge(props: EdgeProps<FlowEdge>) {
  const context = useContext(StepsContext);
  const edge = props.data?.edge;
  if (context === null || edge === undefined) return null;
  const { rows, dropped, running } = selectEdgeRows(context, edge);
  const count = rows === null ? null : { rows, dropped };
  return <RowsEdgeLine edge={props} count={count} running={running} weighted={!running} active={false} />;
}
