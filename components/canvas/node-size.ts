import type { GraphNode } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';

/** Canvas units; fixed, so that nothing is ever measured. */
export const nodeWidth = 240;
export const nodeHeight = 72;
export const columnGap = 80;
export const rowGap = 40;
export const gridStep = 8;

/** The room that a port needs so that none is hit in place of another. */
const portPitch = 28;

interface Size {
  readonly width: number;
  readonly height: number;
}

export const noteSize: Size = { width: 240, height: 128 };

/** The size a node takes on the canvas: notes are taller than steps, and so are steps with more than two ports on a side. */
export function sizeOfNode(node: Pick<GraphNode, 'kind' | 'settings'>): Size {
  if (node.kind === 'note') return noteSize;
  const { inputs, outputs } = listPorts(node);
  const wanted = portPitch * Math.max(inputs.length, outputs.length);
  return { width: nodeWidth, height: Math.max(nodeHeight, Math.ceil(wanted / gridStep) * gridStep) };
}
