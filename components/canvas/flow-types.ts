import type { Edge, Node } from '@xyflow/react';
import type { GraphEdge, GraphNode } from '#core/graph/graph.ts';

export type FlowNode = Node<{ readonly node: GraphNode }, 'step' | 'note'>;
export type FlowEdge = Edge<{ readonly edge: GraphEdge }, 'rows'>;
