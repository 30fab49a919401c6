import type { GraphGroup, GraphNode } from '#core/graph/graph.ts';
import { sizeOfNode } from './node-size.ts';

const padding = 24;
export const groupTitleHeight = 32;

/** The frame around a group's nodes, with its title above them. */
export function frameGroup(nodes: readonly GraphNode[], group: GraphGroup) {
  const boxes = nodes
    .filter(({ id }) => group.nodes.includes(id))
    .map((node) => ({ ...node.position, ...sizeOfNode(node) }));
  const left = Math.min(...boxes.map(({ x }) => x)) - padding;
  const top = Math.min(...boxes.map(({ y }) => y)) - padding - groupTitleHeight;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + padding;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + padding;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
