import { type Dispatch, type SetStateAction, useLayoutEffect } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import type { Graph, Position } from '#core/graph/graph.ts';
import type { FlowNode } from './flow-types.ts';

interface Flow {
  readonly graph: Graph;
  readonly nodes: FlowNode[];
}

const durationMs = 200;

function easeOut(share: number): number {
  return 1 - (1 - share) ** 3;
}

function between(from: ReadonlyMap<string, Position>, graph: Graph, nodes: FlowNode[], share: number): FlowNode[] {
  const ends = new Map(graph.nodes.map(({ id, position }) => [id, position]));
  return nodes.map((node) => {
    const [start, end] = [from.get(node.id), ends.get(node.id)];
    if (start === undefined || end === undefined || (start.x === end.x && start.y === end.y)) return node;
    const position = { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
    return { ...node, position };
  });
}

/** Shows steps on their way from where they were to where the graph has put them, unless motion is unwanted. */
export function useGlide<Shown extends Flow>(setFlow: Dispatch<SetStateAction<Shown>>): void {
  const store = useBuilderStore();
  const from = useBuilder((state) => state.glideFrom);
  useLayoutEffect(() => {
    if (from === null) return;
    const { graph } = store.getState();
    const startedAt = performance.now();
    let frame = 0;
    const show = (share: number) =>
      setFlow((now) => (now.graph === graph ? { ...now, nodes: between(from, graph, now.nodes, share) } : now));
    const advance = () => {
      const share = Math.min(1, (performance.now() - startedAt) / durationMs);
      show(easeOut(share));
      if (share < 1) frame = requestAnimationFrame(advance);
      else store.getState().set({ glideFrom: null });
    };
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) store.getState().set({ glideFrom: null });
    else advance();
    return () => {
      cancelAnimationFrame(frame);
      show(1);
    };
  }, [store, from, setFlow]);
}
