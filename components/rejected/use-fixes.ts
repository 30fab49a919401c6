import { useCallback, useEffect, useRef, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useChangeRejected, useRefreshRejectedCounts } from '#components/queries/use-rejected.ts';
import { toast } from '#components/ui/toast.ts';
import { addStep, dropSaved, type FixStep, noFixes, redoStep, takeUnsaved, undoStep } from './fixes.ts';

export type SaveState = 'saved' | 'saving' | 'failed';

const pauseMs = 300;

/** Changes of refused rows: shown at once, saved a moment later, and said to be saved only when they are. */
export function useFixes(runId: string, nodeId: string) {
  const [fixes, setFixes] = useState(noFixes);
  const [failed, setFailed] = useState(false);
  const latest = useRef(fixes);
  latest.current = fixes;
  const { mutateAsync } = useChangeRejected(runId, nodeId);
  const refreshCounts = useRefreshRejectedCounts(runId, nodeId);
  const describeError = useErrorText();
  const saving = useRef<Promise<boolean> | null>(null);

  const saveAll = useCallback(async (): Promise<boolean> => {
    while (latest.current.unsaved.size > 0) {
      const { change, taken } = takeUnsaved(latest.current.unsaved);
      try {
        await mutateAsync(change);
      } catch (error) {
        setFailed(true);
        toast.error(describeError(error));
        return false;
      }
      latest.current = { ...latest.current, unsaved: dropSaved(latest.current.unsaved, taken) };
      setFixes((now) => ({ ...now, unsaved: dropSaved(now.unsaved, taken) }));
    }
    setFailed(false);
    await refreshCounts();
    return true;
  }, [mutateAsync, refreshCounts, describeError]);

  /** Answers whether everything is saved. */
  const save = useCallback((): Promise<boolean> => {
    saving.current ??= saveAll().finally(() => {
      saving.current = null;
    });
    return saving.current;
  }, [saveAll]);

  const { unsaved } = fixes;
  useEffect(() => {
    if (unsaved.size === 0 || failed) return;
    const timer = setTimeout(() => void save(), pauseMs);
    return () => clearTimeout(timer);
  }, [unsaved, failed, save]);
  useEffect(() => {
    if (unsaved.size === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);

  const change = useCallback((step: FixStep, isSaved = false) => {
    setFailed(false);
    setFixes((now) => addStep(now, step, isSaved));
  }, []);
  return {
    fixes,
    state: (failed ? 'failed' : unsaved.size > 0 ? 'saving' : 'saved') as SaveState,
    change,
    undo: useCallback(() => setFixes(undoStep), []),
    redo: useCallback(() => setFixes(redoStep), []),
    save,
  };
}
