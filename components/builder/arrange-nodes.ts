import { sizeOfNode } from '#components/canvas/node-size.ts';
import type { GraphCommand } from '#core/graph/commands.ts';
import type { Graph, GraphNode, Position } from '#core/graph/graph.ts';
import { moveNodes } from './graph-edits.ts';

export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const;

export type Alignment = (typeof alignments)[number];

interface Box {
  readonly node: GraphNode;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function listBoxes(graph: Graph, nodeIds: readonly string[]): Box[] {
  return graph.nodes
    .filter(({ id }) => nodeIds.includes(id))
    .map((node) => {
      const { width, height } = sizeOfNode(node);
      const { x, y } = node.position;
      return { node, left: x, top: y, right: x + width, bottom: y + height };
    });
}

function surround(boxes: readonly Box[]) {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** Moves nodes to one line: a common edge or the middle of the space that they take together. */
export function alignNodes(graph: Graph, nodeIds: readonly string[], alignment: Alignment): GraphCommand[] {
  const boxes = listBoxes(graph, nodeIds);
  if (boxes.length < 2) return [];
  const all = surround(boxes);
  const place = ({ node, left, top, right, bottom }: Box): Position => {
    const { x, y } = node.position;
    const to: Record<Alignment, Position> = {
      left: { x: all.left, y },
      center: { x: (all.left + all.right - (right - left)) / 2, y },
      right: { x: all.right - (right - left), y },
      top: { x, y: all.top },
      middle: { x, y: (all.top + all.bottom - (bottom - top)) / 2 },
      bottom: { x, y: all.bottom - (bottom - top) },
    };
    return to[alignment];
  };
  return moveNodes(
    graph,
    boxes.map((box) => ({ id: box.node.id, position: place(box) })),
  );
}

/** Gives nodes the same distance from each other; the outer two stay where they are. */
export function distributeNodes(graph: Graph, nodeIds: readonly string[], axis: 'x' | 'y'): GraphCommand[] {
  const [start, end] = axis === 'x' ? (['left', 'right'] as const) : (['top', 'bottom'] as const);
  const boxes = listBoxes(graph, nodeIds).toSorted((a, b) => a[start] - b[start]);
  if (boxes.length < 3) return [];
  const taken = boxes.reduce((sum, box) => sum + box[end] - box[start], 0);
  const all = surround(boxes);
  const gap = (all[end] - all[start] - taken) / (boxes.length - 1);
  let next = all[start];
  const moved = boxes.map((box) => {
    const position = { ...box.node.position, [axis]: next };
    next += box[end] - box[start] + gap;
    return { id: box.node.id, position };
  });
  return moveNodes(graph, moved);
}
