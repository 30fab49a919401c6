import { useCallback } from 'react';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import type { InsertPlace } from '#components/builder/plan-insert.ts';
import { useInsertNode } from '#components/builder/use-insert-node.ts';
import { placeAfter } from '#components/canvas/place-node.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode, outgoingEdges } from '#core/graph/graph-queries.ts';
import type { ValueStep } from './value-steps.ts';

/** Where rows are looked at: behind a port of a step, or on their way from it to another. */
export interface ViewedRows {
  readonly nodeId: string;
  /** Absent where `to` says enough. */
  readonly port?: string;
  readonly to?: { readonly nodeId: string; readonly port: string };
}

/** Adds a step where the rows pass that are looked at. */
export function useValueSteps(): (step: ValueStep, rows: ViewedRows) => void {
  const store = useBuilderStore();
  const insert = useInsertNode();
  return useCallback(
    ({ kind, settings }, rows) => insert(kind, findPlace(store.getState().graph, rows), settings),
    [store, insert],
  );
}

function findPlace(graph: Graph, { nodeId, port, to }: ViewedRows): InsertPlace {
  const edges = outgoingEdges(graph, nodeId, port).filter(
    (edge) => to === undefined || (edge.to.node === to.nodeId && edge.to.port === to.port),
  );
  const [edge] = edges;
  if (edge !== undefined && edges.length === 1) return { on: 'edge', edgeId: edge.id };
  const node = findNode(graph, nodeId);
  if (node === undefined) return { on: 'canvas' };
  if (port === undefined) return { on: 'node', nodeId };
  return { on: 'port', nodeId, port, side: 'source', position: placeAfter(graph, node) };
}
