import type { EdgeProps, NodeProps } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { createContext, memo, useContext, useMemo } from 'react';
import type { FlowEdge, StepFlowNode } from '#components/canvas/flow-types.ts';
import { GroupNode } from '#components/canvas/group-node.tsx';
import { NodeFace } from '#components/canvas/node-face.tsx';
import { NodePorts } from '#components/canvas/node-ports.tsx';
import { sizeOfNode } from '#components/canvas/node-size.ts';
import { NoteNode } from '#components/canvas/note-node.tsx';
import { RowsEdgeLine } from '#components/canvas/rows-edge.tsx';
import { StillCanvas } from '#components/canvas/still-canvas.tsx';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { useZoomLevel } from '#components/canvas/zoom-level.tsx';
import { type ChangeKind, describeEnds, type GraphDiff } from '#core/graph/diff-graphs.ts';
import type { Graph } from '#core/graph/graph.ts';
import { ChangeMark, changeBorders } from './change-mark.tsx';

const DiffContext = createContext<GraphDiff>({ nodes: [], edges: [] });
const nodeTypes = { step: DiffStepNode, note: NoteNode, group: GroupNode };
const edgeTypes = { rows: memo(DiffEdge) };

/** Both graphs in one picture: what is new, changed and gone stands out. Fills its container. */
export function DiffCanvas({ after, diff }: { after: Graph; diff: GraphDiff }) {
  const t = useTranslations('builder.versions');
  const graph = useMemo(() => unite(after, diff), [after, diff]);
  return (
    <DiffContext value={diff}>
      <StillCanvas label={t('picture')} graph={graph} nodeTypes={nodeTypes} edgeTypes={edgeTypes} />
    </DiffContext>
  );
}

/** The later graph, and what is gone from it where both its ends can be drawn. */
function unite(after: Graph, { nodes, edges }: GraphDiff): Graph {
  const all = [...after.nodes, ...nodes.filter(({ change }) => change === 'removed').map(({ node }) => node)];
  const ids = new Set(all.map(({ id }) => id));
  const gone = edges
    .filter(({ change, edge }) => change === 'removed' && ids.has(edge.from.node) && ids.has(edge.to.node))
    .map(({ edge }) => ({ ...edge, id: `gone_${edge.id}` }));
  return { ...after, nodes: all, edges: [...after.edges, ...gone] };
}

function DiffStepNode({ data: { node } }: NodeProps<StepFlowNode>) {
  const diff = useContext(DiffContext);
  const text = useNodeText();
  const zoom = useZoomLevel();
  const change: ChangeKind | undefined = diff.nodes.find((entry) => entry.node.id === node.id)?.change;
  return (
    <div className={change === 'removed' ? 'opacity-70' : change === undefined ? 'opacity-55' : ''}>
      <NodeFace
        kind={node.kind}
        height={sizeOfNode(node).height}
        name={node.name}
        summary={text.summarize(node)}
        zoom={zoom}
        selected={false}
        disabled={node.disabled}
        tone={change && changeBorders[change]}
        mark={change && <ChangeMark change={change} />}
      />
      <NodePorts node={node} connectable={false} named={zoom === 'full'} />
    </div>
  );
}

function DiffEdge(props: EdgeProps<FlowEdge>) {
  const diff = useContext(DiffContext);
  const edge = props.data?.edge;
  if (edge === undefined) return null;
  const isGone = edge.id.startsWith('gone_');
  const isNew = diff.edges.some((entry) => entry.change === 'added' && describeEnds(entry.edge) === describeEnds(edge));
  const color = isGone ? 'var(--error)' : isNew ? 'var(--success)' : undefined;
  return (
    <RowsEdgeLine
      edge={{ ...props, style: { stroke: color, strokeDasharray: isGone ? '4 4' : undefined } }}
      count={null}
      running={false}
      weighted={false}
      active={false}
    />
  );
}
