import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { toast } from '#components/ui/toast.ts';
import { type Autosave, createAutosave, type StoredDraft } from './autosave.ts';
import type { BuilderStore } from './builder-store.ts';
import { createDraftBackup } from './draft-backup.ts';
import type { OpenedDraft } from './open-draft.ts';
import { saveDraft } from './save-draft.ts';

/** Stores every edit of the store's graph by itself, and warns before the page is left with unsaved ones. */
export function useAutosave(store: BuilderStore, { revision, base }: OpenedDraft): Autosave {
  const onMerged = useMergedNotice();
  const [autosave] = useState(() => {
    const { pipelineId, set } = store.getState();
    return createAutosave({
      revision,
      base,
      save: (graph, baseRevision) => saveDraft(pipelineId, graph, baseRevision),
      backup: typeof window === 'undefined' ? noBackup : createDraftBackup(pipelineId, window.localStorage),
      rebase: (before, stored) => {
        if (!store.getState().rebase(before, stored.graph)) return null;
        onMerged(stored);
        return store.getState().graph;
      },
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

/** Tells that someone else's work has come in, and whose. */
function useMergedNotice(): (stored: StoredDraft) => void {
  const t = useTranslations('builder.save');
  return ({ by }) => toast.info(t('merged', { who: by ?? 'none' }));
}

const noBackup = { keep: () => {}, clear: () => {} };
