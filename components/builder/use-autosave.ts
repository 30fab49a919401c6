import { useEffect, useState } from 'react';
import { type Autosave, createAutosave } from './autosave.ts';
import type { BuilderStore } from './builder-store.ts';
import { createDraftBackup } from './draft-backup.ts';
import { saveDraft } from './save-draft.ts';

/** Stores every edit of the store's graph by itself, and warns before the page is left with unsaved ones. */
export function useAutosave(store: BuilderStore, revision: number): Autosave {
  const [autosave] = useState(() => {
    const { pipelineId, set } = store.getState();
    return createAutosave({
      revision,
      save: (graph, baseRevision) => saveDraft(pipelineId, graph, baseRevision),
      backup: typeof window === 'undefined' ? noBackup : createDraftBackup(pipelineId, window.localStorage),
      onState: (saveState) => set({ saveState, conflictOpen: saveState.kind === 'conflict' }),
    });
  });
  useEffect(() => {
    const stopWatching = store.subscribe((state, before) => {
      if (state.graph !== before.graph && !state.readOnly) autosave.edit(state.graph);
    });
    const warn = (event: BeforeUnloadEvent) => {
      if (!autosave.isDirty()) return;
      void autosave.flush();
      event.preventDefault();
    };
    const retry = () => void autosave.flush();
    window.addEventListener('beforeunload', warn);
    window.addEventListener('online', retry);
    return () => {
      stopWatching();
      void autosave.flush();
      autosave.stop();
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('online', retry);
    };
  }, [store, autosave]);
  return autosave;
}

const noBackup = { keep: () => {}, clear: () => {} };
