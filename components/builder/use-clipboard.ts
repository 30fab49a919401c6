import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { readConnections, useConnections } from '#components/queries/use-connections.ts';
import { readFiles } from '#components/queries/use-files.ts';
import type { Graph, Position } from '#core/graph/graph.ts';
import { useBuilderStore } from './builder-context.tsx';
import type { BuilderStore } from './builder-store.ts';
import {
  type Clip,
  findMissing,
  formatClip,
  fragmentMimeType,
  parseClip,
  type Surroundings,
} from './clipboard-fragment.ts';
import { removeSelection } from './graph-edits.ts';
import { copyFragment, planPaste } from './graph-fragment.ts';
import { isTyping } from './is-typing.ts';
import { looksLikeTable } from './pasted-rows.ts';

/** Adds a copy of steps, selected, as one undo step. */
export function pasteSteps(store: BuilderStore, fragment: Graph, at: Position | null): void {
  const { graph, edit, select, readOnly } = store.getState();
  if (readOnly) return;
  const { nodeIds, commands } = planPaste(graph, fragment, at);
  edit(commands);
  select(nodeIds);
}

/** Null where it cannot be told what is here: the steps then come as they are, and what is missing is a problem of theirs. */
async function readSurroundings(queryClient: QueryClient): Promise<Surroundings | null> {
  try {
    const [connections, files] = await Promise.all([readConnections(queryClient), readFiles(queryClient)]);
    return { connections, files };
  } catch {
    return null;
  }
}

/** Puts a copy of the selection beside it. */
export function useDuplicateSelection(): () => void {
  const store = useBuilderStore();
  return useCallback(() => {
    const { graph, selection } = store.getState();
    if (selection.length > 0) pasteSteps(store, copyFragment(graph, selection), null);
  }, [store]);
}

/**
 * Copies, cuts and pastes steps through the system's clipboard: across tabs, pipelines and workspaces too.
 * What steps lean on and is not here is asked for before anything is added. Pasted tables become rows.
 */
export function useClipboard(findPastePosition: () => Position | null): void {
  const store = useBuilderStore();
  const queryClient = useQueryClient();
  const { data: connections } = useConnections();
  const paste = useCallback(
    async (clip: Clip, at: Position | null) => {
      const surroundings = clip.references.length === 0 ? null : await readSurroundings(queryClient);
      const missing = surroundings === null ? [] : findMissing(clip, surroundings);
      if (surroundings === null || missing.length === 0) pasteSteps(store, clip.graph, at);
      else store.getState().set({ pendingPaste: { clip, missing, surroundings, at } });
    },
    [store, queryClient],
  );
  useEffect(() => {
    const handleCopy = (event: ClipboardEvent) => {
      const { graph, selection, edit } = store.getState();
      const isText = isTyping(event.target) || !document.getSelection()?.isCollapsed;
      if (isText || selection.length === 0) return;
      const text = formatClip(copyFragment(graph, selection), connections ?? []);
      event.clipboardData?.setData(fragmentMimeType, text);
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') edit(removeSelection(graph, selection, []));
    };
    const handlePaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || store.getState().readOnly) return;
      const plain = event.clipboardData?.getData('text/plain') ?? '';
      const clip = parseClip(event.clipboardData?.getData(fragmentMimeType) || plain);
      if (clip === null && !looksLikeTable(plain)) return;
      event.preventDefault();
      if (clip === null) store.getState().set({ pastedRows: plain });
      else void paste(clip, findPastePosition());
    };
    document.addEventListener('copy', handleCopy);
    document.addEventListener('cut', handleCopy);
    document.addEventListener('paste', handlePaste);
    return () => {
      document.removeEventListener('copy', handleCopy);
      document.removeEventListener('cut', handleCopy);
      document.removeEventListener('paste', handlePaste);
    };
  }, [store, connections, paste, findPastePosition]);
}
