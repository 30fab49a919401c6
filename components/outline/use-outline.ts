import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { isOpen, listOutline, listVisible, type OutlineItem } from './list-outline.ts';

/** The lines of the outline in sight, the one that the keyboard is on, and how to move, open and select. */
export function useOutline() {
  const store = useBuilderStore();
  const graph = useBuilder((state) => state.graph);
  const selection = useBuilder((state) => state.selection);
  const items = useMemo(() => listOutline(graph), [graph]);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const visible = useMemo(() => listVisible(items, toggled), [items, toggled]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [lastIndex, setLastIndex] = useState(0);
  const tree = useRef<HTMLDivElement>(null);
  const found = visible.findIndex(({ id }) => id === chosenId);
  const selected = visible.findIndex((item) => item.type === 'step' && item.node.id === selection[0]);
  // What the canvas has selected is where the keyboard begins; a line that is gone leaves it at its place.
  // A connection leaves it at what stood before, which is its step at the latest.
  const left = chosenId?.startsWith('edge:') ? lastIndex - 1 : lastIndex;
  const index = found >= 0 ? found : chosenId === null && selected >= 0 ? selected : Math.max(0, left);
  const active = visible[Math.min(index, visible.length - 1)];

  const focus = useCallback((id: string) => {
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`)?.focus());
  }, []);
  const choose = useCallback(
    (item: OutlineItem, extend = false) => {
      const { selection: before, select } = store.getState();
      setChosenId(item.id);
      setLastIndex(visible.indexOf(item));
      const nodes = item.type === 'step' ? [item.node.id] : item.type === 'group' ? item.group.nodes : [];
      select(extend ? [...new Set([...before, ...nodes])] : nodes, item.type === 'edge' ? [item.edge.id] : []);
      focus(item.id);
    },
    [store, visible, focus],
  );
  const isGone = chosenId !== null && found < 0;
  useEffect(() => {
    if (!isGone || active === undefined) return;
    const isHere = document.activeElement === document.body || tree.current?.contains(document.activeElement) === true;
    if (isHere) choose(active);
    else setChosenId(active.id);
  }, [isGone, active, choose]);

  const setOpen = useCallback((item: OutlineItem, open: boolean) => {
    setToggled((now) => {
      if (isOpen(item, now) === open) return now;
      const next = new Set(now);
      if (!next.delete(item.id)) next.add(item.id);
      return next;
    });
  }, []);
  return { items, visible, toggled, active, tree, choose, setOpen, focus };
}
