'use client';

import { type NodeTypes, ReactFlow, SelectionMode } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { memo, useCallback } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { loadNodePanel } from '#components/panel/load-node-panel.ts';
import { useAriaLabels } from './aria-labels.ts';
import { BlockNode } from './block-node.tsx';
import { BuilderEdge } from './builder-edge.tsx';
import { CanvasBackground } from './canvas-background.tsx';
import { CanvasControls } from './canvas-controls.tsx';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { GroupNode } from './group-node.tsx';
import { setHoveredEdge } from './hovered-edge.ts';
import { MiniMap, showsMiniMap } from './mini-map.tsx';
import { gridStep } from './node-size.ts';
import { NoteNode } from './note-node.tsx';
import { StepNode } from './step-node.tsx';
import { TriggerLines } from './trigger-lines.tsx';
import { useCanvasGestures } from './use-canvas-gestures.ts';
import { useFlowGraph } from './use-flow-graph.ts';
import { useSelectionInSight } from './use-selection-in-sight.ts';
import { ZoomLevelProvider } from './zoom-level.tsx';

const EmptyCanvas = onDemand(async () => (await import('./empty-canvas.tsx')).EmptyCanvas);
const FindBox = onDemand(async () => (await import('./find-box.tsx')).FindBox);
const SelectionBar = onDemand(async () => (await import('./selection-bar.tsx')).SelectionBar);

const nodeTypes = { step: StepNode, note: NoteNode, group: GroupNode, block: BlockNode } satisfies NodeTypes;
const edgeTypes = { rows: BuilderEdge };
const snapGrid: [number, number] = [gridStep, gridStep];
const fitOptions = { padding: 0.06, maxZoom: 1, minZoom: 0.3 };
const multiSelectKeys = ['Shift', 'Meta', 'Control'];

// The same functions at every render: a new one would draw all edges anew at every frame of a drag.
const enterEdge = (_: unknown, edge: FlowEdge) => setHoveredEdge(edge.id);
const leaveEdge = () => setHoveredEdge(null);

/** Whoever points at a step may be about to open its settings. */
function expectPanel(_: unknown, { data }: FlowNode): void {
  if ('node' in data) void loadNodePanel(data.node.kind);
}

/** The draft as a picture one can touch. On a phone it only moves and zooms. */
export const PipelineCanvas = memo(function PipelineCanvas({ touch }: { touch: boolean }) {
  const t = useTranslations('builder.canvas');
  const store = useBuilderStore();
  const flow = useFlowGraph();
  const gestures = useCanvasGestures();
  const ariaLabels = useAriaLabels();
  useSelectionInSight();
  const graph = useBuilder((state) => state.graph);
  const miniMap = useBuilder(showsMiniMap);
  const selected = useBuilder((state) => (state.readOnly || state.run !== null ? 0 : state.selection.length));
  const isFinding = useBuilder((state) => state.findOpen);
  const readOnly = useBuilder((state) => state.readOnly) || touch;
  const openPanel = useCallback(() => store.getState().set({ panelOpen: true }), [store]);
  const rename = useCallback(
    (_: unknown, node: FlowNode) => !readOnly && store.getState().set({ renamingId: node.id }),
    [store, readOnly],
  );
  return (
    <section aria-label={t('title')} className="telar-canvas relative h-full w-full bg-canvas">
      <ZoomLevelProvider>
        <ReactFlow<FlowNode, FlowEdge>
          {...flow}
          {...gestures}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodeClick={openPanel}
          onNodeMouseEnter={expectPanel}
          onNodeDoubleClick={rename}
          onEdgeMouseEnter={enterEdge}
          onEdgeMouseLeave={leaveEdge}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          snapToGrid
          snapGrid={snapGrid}
          fitView
          fitViewOptions={fitOptions}
          minZoom={0.1}
          maxZoom={1.75}
          panOnScroll={!touch}
          selectionOnDrag={false}
          selectionMode={SelectionMode.Partial}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={multiSelectKeys}
          deleteKeyCode={null}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          connectionRadius={28}
          nodeDragThreshold={3}
          ariaLabelConfig={ariaLabels}
          attributionPosition="bottom-center"
        >
          <CanvasBackground />
          <TriggerLines graph={graph} />
          <CanvasControls />
          {!touch && miniMap && <MiniMap />}
        </ReactFlow>
      </ZoomLevelProvider>
      {selected > 1 && <SelectionBar count={selected} />}
      {isFinding && <FindBox />}
      {graph.nodes.length === 0 && <EmptyCanvas />}
    </section>
  );
});
