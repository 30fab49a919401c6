import type { Edge, Node } from '@xyflow/react';
import type { GraphEdge, GraphGroup, GraphNode } from '#core/graph/graph.ts';

export type StepFlowNode = Node<{ readonly node: GraphNode }, 'step' | 'note'>;
export type GroupFlowNode = Node<{ readonly group: GraphGroup }, 'group'>;
/** A collapsed group. */
export type BlockFlowNode = Node<{ readonly group: GraphGroup }, 'block'>;
export type FlowNode = StepFlowNode | GroupFlowNode | BlockFlowNode;
export type FlowEdge = Edge<{ readonly edge: GraphEdge }, 'rows'>;
