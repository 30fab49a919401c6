import { type Connection, type FinalConnectionState, type OnReconnect, useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import type { BuilderStore } from '#components/builder/builder-store.ts';
import { connectPorts, moveNodes, reconnectEdge, spliceNode } from '#components/builder/graph-edits.ts';
import { useInsertNode } from '#components/builder/use-insert-node.ts';
import { kindDragType } from '#components/palette/palette-item.tsx';
import { canConnect } from '#core/graph/can-connect.ts';
import { type GraphEdge, type NodeKind, nodeKinds } from '#core/graph/graph.ts';
import { findEdgeAtPoint, markDropEdge } from './edge-at-point.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { unfoldMoves } from './fold-groups.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

type Ends = Pick<GraphEdge, 'from' | 'to'>;

function readEnds({ source, sourceHandle, target, targetHandle }: Connection | FlowEdge): Ends {
  return { from: { node: source, port: sourceHandle ?? 'rows' }, to: { node: target, port: targetHandle ?? 'rows' } };
}

/** The ports that were dragged together although they do not fit; null when there was no other port to drop on. */
function readRefusedEnds({ fromHandle, toHandle }: FinalConnectionState): Ends | null {
  if (fromHandle === null || toHandle === null) return null;
  if (fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id && fromHandle.type === toHandle.type)
    return null;
  const [start, end] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle];
  return { from: { node: start.nodeId, port: start.id ?? 'rows' }, to: { node: end.nodeId, port: end.id ?? 'rows' } };
}

function readPoint(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : undefined;
  const point = touch ?? (event as MouseEvent);
  return { x: point.clientX, y: point.clientY };
}

/** The edge under the pointer that a dragged node could be put on. */
function findSpliceEdge(
  store: BuilderStore,
  event: MouseEvent | TouchEvent,
  nodes: readonly FlowNode[],
): string | null {
  const node = nodes[0];
  const { graph } = store.getState();
  if (node === undefined || nodes.length > 1) return null;
  if (graph.edges.some(({ from, to }) => from.node === node.id || to.node === node.id)) return null;
  const { x, y } = readPoint(event);
  const edgeId = findEdgeAtPoint(x, y);
  return edgeId !== null && spliceNode(graph, node.id, edgeId).length > 0 ? edgeId : null;
}

/** What dragging, connecting and dropping on the canvas do to the draft; each is one undo step. */
export function useCanvasGestures() {
  const store = useBuilderStore();
  const { screenToFlowPosition } = useReactFlow();
  const insert = useInsertNode();
  return useMemo(() => {
    const edit = store.getState().edit;
    return {
      onNodeDrag: (event: MouseEvent | TouchEvent, _: FlowNode, nodes: FlowNode[]) =>
        markDropEdge(findSpliceEdge(store, event, nodes)),
      onNodeDragStop: (event: MouseEvent | TouchEvent, _: FlowNode, nodes: FlowNode[]) => {
        markDropEdge(null);
        const { graph } = store.getState();
        const edgeId = findSpliceEdge(store, event, nodes);
        const splice = edgeId === null ? [] : spliceNode(graph, nodes[0]?.id ?? '', edgeId);
        edit(splice.length > 0 ? splice : moveNodes(graph, unfoldMoves(graph, nodes)));
      },
      onConnect: (connection: Connection) => edit(connectPorts(store.getState().graph, readEnds(connection))),
      isValidConnection: (connection: Connection | FlowEdge) => {
        const { from, to } = readEnds(connection);
        return canConnect(store.getState().graph, from, to) === null;
      },
      onReconnect: ((edge, connection) =>
        edit(reconnectEdge(store.getState().graph, edge.id, readEnds(connection)))) satisfies OnReconnect<FlowEdge>,
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        // A block says nothing about which of its steps is meant.
        if (state.toNode?.type === 'block') return;
        const refused = state.isValid ? null : readRefusedEnds(state);
        // The edit is refused with its reason, which is then told.
        if (refused !== null) return edit([{ type: 'connect', edge: refused }]);
        if (state.isValid || state.toNode !== null || state.fromNode === null || state.fromHandle === null) return;
        const screen = readPoint(event);
        const point = screenToFlowPosition(screen);
        const side = state.fromHandle.type;
        const position = { x: side === 'source' ? point.x : point.x - nodeWidth, y: point.y - nodeHeight / 2 };
        const place = {
          on: 'port',
          nodeId: state.fromNode.id,
          port: state.fromHandle.id ?? 'rows',
          side,
          position,
        } as const;
        store.getState().set({ quickAdd: { screen, place } });
      },
      onDragOver: (event: React.DragEvent) => {
        if (!event.dataTransfer.types.includes(kindDragType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        markDropEdge(findEdgeAtPoint(event.clientX, event.clientY));
      },
      onDrop: (event: React.DragEvent) => {
        markDropEdge(null);
        const kind = nodeKinds.find((known) => known === event.dataTransfer.getData(kindDragType));
        if (kind === undefined) return;
        event.preventDefault();
        dropKind(kind, event);
      },
    };

    function dropKind(kind: NodeKind, event: React.DragEvent): void {
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const position = { x: point.x - nodeWidth / 2, y: point.y - nodeHeight / 2 };
      const edgeId = findEdgeAtPoint(event.clientX, event.clientY);
      insert(kind, edgeId === null ? { on: 'canvas', position } : { on: 'edge', edgeId });
    }
  }, [store, screenToFlowPosition, insert]);
}
