import { useCallback, useEffect } from 'react';
import type { Position } from '#core/graph/graph.ts';
import { useBuilderStore } from './builder-context.tsx';
import type { BuilderStore } from './builder-store.ts';
import { removeSelection } from './graph-edits.ts';
import { copyFragment, parseFragment, planPaste } from './graph-fragment.ts';
import { isTyping } from './is-typing.ts';

function pasteFragment(store: BuilderStore, text: string, at: Position | null): boolean {
  const { graph, edit, select, readOnly } = store.getState();
  const fragment = parseFragment(text);
  if (fragment === null || readOnly) return false;
  const { nodeIds, commands } = planPaste(graph, fragment, at);
  edit(commands);
  select(nodeIds);
  return true;
}

/** Puts a copy of the selection beside it. */
export function useDuplicateSelection(): () => void {
  const store = useBuilderStore();
  return useCallback(() => {
    const { graph, selection } = store.getState();
    if (selection.length > 0) pasteFragment(store, JSON.stringify(copyFragment(graph, selection)), null);
  }, [store]);
}

/** Copies, cuts and pastes steps through the system's clipboard, as text: across tabs and pipelines too. */
export function useClipboard(findPastePosition: () => Position | null): void {
  const store = useBuilderStore();
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const { graph, selection, edit } = store.getState();
      const isText = isTyping(event.target) || !document.getSelection()?.isCollapsed;
      if (isText || selection.length === 0) return;
      event.clipboardData?.setData('text/plain', JSON.stringify(copyFragment(graph, selection)));
      event.preventDefault();
      if (event.type === 'cut') edit(removeSelection(graph, selection, []));
    };
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (pasteFragment(store, text, findPastePosition())) event.preventDefault();
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [store, findPastePosition]);
}
