import { useEffect } from 'react';
import { findShownId, foldGraph, listNodesOf } from '#components/canvas/fold-groups.ts';
import { showsMiniMap } from '#components/canvas/mini-map.tsx';
import { type Direction, findNeighbour } from '#components/canvas/walk-neighbours.ts';
import { useBuilderStore } from './builder-context.tsx';
import { findKeyAction, type KeyAction, nameKey } from './builder-keys.ts';
import { isInOverlay, isTyping } from './is-typing.ts';
import { useBuilderActions } from './use-builder-actions.ts';

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Whether nothing but the canvas has the focus: it, something in it, or what surrounds it. */
function isOnCanvas(target: EventTarget | null): boolean {
  const canvas = document.querySelector('.telar-canvas');
  return target instanceof Node && canvas !== null && (canvas.contains(target) || target.contains(canvas));
}

function isIn(selector: string, target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

/** The builder's keys. None of them acts while someone types or something floats above the canvas. */
export function useBuilderKeys(): void {
  const store = useBuilderStore();
  const builderActions = useBuilderActions();
  useEffect(() => {
    const get = store.getState;
    const walk = (direction: Direction) => {
      const { graph, selection, select } = get();
      const next = findNeighbour(foldGraph(graph), findShownId(graph, selection[0] ?? ''), direction);
      if (next === null) return;
      select(listNodesOf(graph, next));
      document.querySelector<HTMLElement>(`.react-flow__node[data-id="${next}"]`)?.focus({ preventScroll: true });
    };
    const addAfter = () => {
      const [nodeId] = get().selection;
      const anchor =
        nodeId === undefined ? '.telar-canvas' : `.react-flow__node[data-id="${findShownId(get().graph, nodeId)}"]`;
      const focused = isIn('.telar-outline', document.activeElement) ? document.activeElement : null;
      const box = (focused ?? document.querySelector(anchor))?.getBoundingClientRect();
      const screen = { x: (box?.right ?? 0) + 24, y: box?.top ?? 0 };
      get().set({ quickAdd: { screen, place: nodeId === undefined ? { on: 'canvas' } : { on: 'node', nodeId } } });
    };
    const actions: Record<KeyAction, () => void> = {
      ...builderActions,
      addAfter,
      toggleMiniMap: () => get().set({ miniMap: !showsMiniMap(get()) }),
    };
    const handleTab = (event: KeyboardEvent) => {
      const { selection, graph } = get();
      const isAsked = selection.length === 1 || (graph.nodes.length === 0 && isIn('.telar-canvas', event.target));
      if (!isOnCanvas(event.target) || !isAsked) return;
      event.preventDefault();
      addAfter();
    };
    const handleArrow = (event: KeyboardEvent, direction: Direction) => {
      const isOutline = isIn('.telar-outline', event.target);
      if (get().graph.nodes.length === 0 || !(isOnCanvas(event.target) || (isOutline && event.altKey))) return;
      event.preventDefault();
      if (event.altKey) builderActions.move(direction, event.shiftKey ? 'place' : 'fine');
      else walk(direction);
    };
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || isInOverlay(event.target)) return;
      const key = nameKey(event);
      if (key === 'tab') return handleTab(event);
      const direction = directions[event.key];
      if (direction !== undefined && (event.altKey || key === event.key.toLowerCase()))
        return handleArrow(event, direction);
      const action = findKeyAction(key);
      const isOnButton = key === 'enter' && isIn('button, a', event.target);
      if (action === undefined || isOnButton) return;
      event.preventDefault();
      actions[action]();
    };
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, [store, builderActions]);
}
