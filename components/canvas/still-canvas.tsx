import { type EdgeTypes, type FitViewOptions, type NodeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import type { Graph } from '#core/graph/graph.ts';
import { useAriaLabels, useNameEdge } from './aria-labels.ts';
import { CanvasBackground } from './canvas-background.tsx';
import { CanvasControls } from './canvas-controls.tsx';
import { deriveFlowEdges, deriveFlowNodes } from './derive-flow.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { openGroups } from './fold-groups.ts';
import { TriggerLines } from './trigger-lines.tsx';
import { ZoomLevelProvider } from './zoom-level.tsx';

interface StillCanvasProps {
  readonly label: string;
  readonly graph: Graph;
  /** Both must be the same at every render. */
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
  readonly onPick?: ((nodeId: string) => void) | undefined;
}

const fitOptions: FitViewOptions = { padding: 0.15, maxZoom: 1 };

/** A graph to look at: it moves and zooms, and nothing in it can be changed. Fills its container. */
export function StillCanvas({ label, graph: given, nodeTypes, edgeTypes, onPick }: StillCanvasProps) {
  const ariaLabels = useAriaLabels();
  const graph = useMemo(() => openGroups(given), [given]);
  const nodes = useMemo(() => deriveFlowNodes(graph, [], []), [graph]);
  const nameEdge = useNameEdge();
  const edges = useMemo(() => deriveFlowEdges(graph, [], [], nameEdge), [graph, nameEdge]);
  return (
    <ReactFlowProvider>
      <section aria-label={label} className="telar-canvas h-full w-full bg-canvas">
        <ZoomLevelProvider>
          <ReactFlow<FlowNode, FlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            elementsSelectable={false}
            edgesFocusable={false}
            zoomOnScroll={false}
            preventScrolling={false}
            fitView
            fitViewOptions={fitOptions}
            minZoom={0.1}
            maxZoom={1.5}
            ariaLabelConfig={ariaLabels}
            onNodeClick={(_, node) => onPick?.(node.id)}
          >
            <CanvasBackground />
            <TriggerLines graph={graph} />
            <CanvasControls />
          </ReactFlow>
        </ZoomLevelProvider>
      </section>
    </ReactFlowProvider>
  );
}
