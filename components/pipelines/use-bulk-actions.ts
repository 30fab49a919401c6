'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { usePausePipelines, useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { toast } from '#components/ui/toast.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

/** What is done to several pipelines at once; `onDone` when all of it went well. */
export function useBulkActions(onDone: () => void) {
  const t = useTranslations('app.pipelines');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutateAsync: startRun, isPending: isStarting } = useStartRun();
  const { mutate: pausePipelines, isPending, variables } = usePausePipelines();
  const run = async (selected: readonly PipelineSummary[]) => {
    const started = await Promise.allSettled(
      selected.map(({ id, published }) => startRun({ pipelineId: id, of: published ? 'published' : 'draft' })),
    );
    const refused = started.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    const count = selected.length - refused.length;
    if (refused.length > 0)
      toast.error(t('notStarted', { count: refused.length }), { description: describeError(refused[0]) });
    if (count > 0)
      toast.success(t('startedMany', { count }), {
        action: { label: t('watch'), onClick: () => router.push('/runs') },
      });
    if (refused.length === 0) onDone();
  };
  const setPaused = (selected: readonly PipelineSummary[], pause: boolean) =>
    pausePipelines(
      { ids: selected.map(({ id }) => id), pause },
      {
        onError: (error) => toast.error(describeError(error)),
        onSuccess: (count) => {
          toast.success(t(pause ? 'pausedToast' : 'resumedToast', { count }));
          onDone();
        },
      },
    );
  const isPausing = isPending ? (variables.pause ? ('pause' as const) : ('resume' as const)) : null;
  return { run, isStarting, setPaused, isPausing };
}
