import { MiniMap as FlowMiniMap } from '@xyflow/react';
import type { BuilderState } from '#components/builder/builder-store.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { categoryStyles } from './category-style.ts';
import type { FlowNode } from './flow-types.ts';

/** Whether the small map is asked for, or wanted by the size of the pipeline while nobody has said. */
export function showsMiniMap({ miniMap, graph }: Pick<BuilderState, 'miniMap' | 'graph'>): boolean {
  return miniMap ?? graph.nodes.length > 5;
}

function colorOfNode({ data, type }: FlowNode): string {
  if (type === 'block') return 'var(--idle)';
  if (type === 'group' || !('node' in data)) return 'transparent';
  return categoryStyles[getNodeDefinition(data.node.kind).category].color;
}

/** The whole pipeline in a corner of the canvas; dragging in it moves the view. */
export function MiniMap() {
  return (
    <FlowMiniMap<FlowNode>
      pannable
      zoomable
      nodeColor={colorOfNode}
      nodeStrokeWidth={0}
      nodeBorderRadius={10}
      className="overflow-hidden rounded-card border border-line"
      style={{ width: 160, height: 104 }}
    />
  );
}
