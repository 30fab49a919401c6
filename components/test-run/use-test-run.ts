import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { BuilderStore } from '#components/builder/builder-store.ts';
import { usePins } from '#components/queries/use-pins.ts';
import { toast } from '#components/ui/toast.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';

/** Keeps the pins of the pipeline at hand, and lets picked rows go when their step gives other rows. */
export function useTestRun(store: BuilderStore): void {
  const t = useTranslations('builder.testRun');
  const { data: pins } = usePins(store.getState().pipelineId);
  useEffect(() => {
    if (pins !== undefined) store.getState().set({ pins });
  }, [store, pins]);
  useEffect(
    () =>
      store.subscribe(({ graph, picked, set }, before) => {
        if (picked === null || graph === before.graph) return;
        const isThere = graph.nodes.some(({ id }) => id === picked.nodeId);
        if (isThere && hashUpstream(graph, picked.nodeId) === picked.upstreamHash) return;
        set({ picked: null });
        toast.info(t('pickedGone'));
      }),
    [store, t],
  );
}
