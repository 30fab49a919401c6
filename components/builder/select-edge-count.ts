import type { RunStepView } from '#core/contracts/runs.ts';
import type { Graph, GraphEdge } from '#core/graph/graph.ts';

export interface EdgeRows {
  /** Null while nothing is known. */
  readonly rows: number | null;
  readonly dropped: number;
  readonly running: boolean;
}

/** Kinds whose output is a part of their input. */
const narrowing = new Set(['filter', 'deduplicate', 'sort']);

interface RowsContext {
  readonly graph: Graph;
  /** Steps of the run that is shown; absent while none is. */
  readonly steps?: readonly RunStepView[] | undefined;
  /** Rows on the sample per node, and per `node.port` for the ports after the first. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** Rows on an edge: those of the run that is shown, else those of the sample. */
export function selectEdgeRows(context: RowsContext, edge: GraphEdge): EdgeRows {
  const findStep = (id: string) => context.steps?.find(({ nodeId }) => nodeId === id);
  const step = findStep(edge.from.node);
  if (step !== undefined) {
    const running = step.status === 'running' || findStep(edge.to.node)?.status === 'running';
    const isKnown = step.status !== 'pending' && step.status !== 'skipped';
    const rows = step.rowsByPort?.[edge.from.port] ?? step.rowsOut;
    return { rows: isKnown ? rows : null, dropped: step.rowsFiltered, running };
  }
  const rows = context.counts?.[`${edge.from.node}.${edge.from.port}`] ?? context.counts?.[edge.from.node] ?? null;
  return { rows, dropped: rows === null ? 0 : countDropped(context, edge.from.node, rows), running: false };
}

function countDropped({ graph, counts = {} }: RowsContext, nodeId: string, rows: number): number {
  const kind = graph.nodes.find(({ id }) => id === nodeId)?.kind ?? '';
  const inputs = graph.edges.filter(({ to }) => to.node === nodeId);
  const [input] = inputs;
  if (input === undefined || inputs.length > 1 || !narrowing.has(kind)) return 0;
  return Math.max(0, (counts[input.from.node] ?? rows) - rows);
}
