'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useDuplicatePipeline, usePausePipelines, useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { toast } from '#components/ui/toast.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

/** What is done to one pipeline from a menu or the command palette; each says how it went. */
export function usePipelineActions() {
  const t = useTranslations('app.pipelines');
  const router = useRouter();
  const describeError = useErrorText();
  // Promises, because callbacks given to `mutate` are dropped when the palette closes meanwhile.
  const { mutateAsync: startRun } = useStartRun();
  const { mutateAsync: duplicatePipeline } = useDuplicatePipeline();
  const { mutateAsync: pausePipelines } = usePausePipelines();
  const onError = (error: unknown) => void toast.error(describeError(error));
  return {
    /** Runs what is live, or the draft where nothing is. */
    runNow: ({ id, name, published }: PipelineSummary) =>
      startRun({ pipelineId: id, of: published ? 'published' : 'draft' }).then(
        (run) =>
          void toast.success(t('started', { name }), {
            action: { label: t('watch'), onClick: () => router.push(`/runs/${run.id}`) },
          }),
        onError,
      ),
    duplicate: ({ id, name }: PipelineSummary) =>
      duplicatePipeline({ id, name: t('copyName', { name }) }).then(
        (copy) => void toast.success(t('duplicated', { name: copy.name })),
        onError,
      ),
    setPaused: ({ id }: PipelineSummary, pause: boolean) =>
      pausePipelines({ ids: [id], pause }).then(
        (count) => void toast.success(t(pause ? 'pausedToast' : 'resumedToast', { count })),
        onError,
      ),
  };
}
