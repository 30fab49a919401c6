import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { type Direction, findNeighbour } from '#components/canvas/walk-neighbours.ts';
import { useBuilderStore } from './builder-context.tsx';
import type { BuilderStore } from './builder-store.ts';
import { moveNodes, removeSelection, toggleDisabled } from './graph-edits.ts';
import { isInOverlay, isTyping } from './is-typing.ts';
import { useDuplicateSelection } from './use-clipboard.ts';

interface BuilderKeysOptions {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onHelp: () => void;
}

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const nudges = { left: [-8, 0], right: [8, 0], up: [0, -8], down: [0, 8] } as const;

/** A key with its modifiers in one word: `mod+shift+z`, `tab`, `?`. */
function nameKey(event: KeyboardEvent): string {
  const isPrintable = event.key.length === 1 && !/[a-z]/i.test(event.key);
  const modifiers = [
    (event.metaKey || event.ctrlKey) && 'mod',
    event.altKey && 'alt',
    event.shiftKey && !isPrintable && 'shift',
  ].filter(Boolean);
  return [...modifiers, event.key.toLowerCase()].join('+');
}

/** Whether nothing but the canvas has the focus: it, something in it, or what surrounds it. */
function isOnCanvas(target: EventTarget | null): boolean {
  const canvas = document.querySelector('.telar-canvas');
  return target instanceof Node && canvas !== null && (canvas.contains(target) || target.contains(canvas));
}

function isIn(selector: string, target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

function nudge(store: BuilderStore, direction: Direction): void {
  const { graph, selection, edit } = store.getState();
  const [x, y] = nudges[direction];
  const moved = graph.nodes
    .filter(({ id }) => selection.includes(id))
    .map(({ id, position }) => ({ id, position: { x: position.x + x, y: position.y + y } }));
  edit(moveNodes(graph, moved), `nudge:${selection.join()}`);
}

/** The builder's keys. None of them acts while someone types or something floats above the canvas. */
export function useBuilderKeys({ searchRef, onHelp }: BuilderKeysOptions): void {
  const store = useBuilderStore();
  const flow = useReactFlow();
  const duplicate = useDuplicateSelection();
  useEffect(() => {
    const walk = (direction: Direction) => {
      const { graph, selection, select } = store.getState();
      const next = findNeighbour(graph, selection[0] ?? '', direction);
      if (next === null) return;
      select([next]);
      document.querySelector<HTMLElement>(`.react-flow__node[data-id="${next}"]`)?.focus({ preventScroll: true });
    };
    const addAfter = () => {
      const { selection, set } = store.getState();
      const [nodeId] = selection;
      const anchor = nodeId === undefined ? '.telar-canvas' : `.react-flow__node[data-id="${nodeId}"]`;
      const box = document.querySelector(anchor)?.getBoundingClientRect();
      const screen = { x: (box?.right ?? 0) + 24, y: box?.top ?? 0 };
      set({ quickAdd: { screen, place: nodeId === undefined ? { on: 'canvas' } : { on: 'node', nodeId } } });
    };
    const search = () => {
      store.getState().set({ paletteOpen: true });
      requestAnimationFrame(() => searchRef.current?.focus());
    };
    const remove = () => {
      const { graph, selection, selectedEdges, edit } = store.getState();
      edit(removeSelection(graph, selection, selectedEdges));
    };
    const actions: Record<string, () => void> = {
      'mod+z': () => store.getState().undo(),
      'mod+shift+z': () => store.getState().redo(),
      'mod+y': () => store.getState().redo(),
      'mod+d': duplicate,
      'mod+a': () => store.getState().select(store.getState().graph.nodes.map(({ id }) => id)),
      delete: remove,
      backspace: remove,
      d: () => store.getState().edit(toggleDisabled(store.getState().graph, store.getState().selection)),
      f: () => void flow.fitView({ duration: 200, padding: 0.06, maxZoom: 1 }),
      f2: () => store.getState().set({ renamingId: store.getState().selection[0] ?? null }),
      enter: () => store.getState().set({ panelOpen: true, focusedField: '' }),
      escape: () => store.getState().select([]),
      '/': search,
      '?': onHelp,
    };
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || isInOverlay(event.target)) return;
      const onCanvas = isOnCanvas(event.target);
      const key = nameKey(event);
      const direction = directions[event.key];
      const { selection, graph } = store.getState();
      if (key === 'tab') {
        const isAsked = selection.length === 1 || (graph.nodes.length === 0 && isIn('.telar-canvas', event.target));
        if (!onCanvas || !isAsked) return;
        event.preventDefault();
        return addAfter();
      }
      if (direction !== undefined && (key === event.key.toLowerCase() || event.altKey)) {
        if (!onCanvas || graph.nodes.length === 0) return;
        event.preventDefault();
        return event.altKey ? nudge(store, direction) : walk(direction);
      }
      const action = actions[key];
      const isOnButton = key === 'enter' && isIn('button, a', event.target);
      if (action === undefined || isOnButton) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, [store, flow, duplicate, searchRef, onHelp]);
}
