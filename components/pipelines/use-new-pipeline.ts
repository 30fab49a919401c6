'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCreatePipeline } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { toast } from '#components/ui/toast.ts';
import { createSamplePipeline } from './sample-pipeline.ts';

/** Creates a pipeline and opens it in the builder. */
export function useNewPipeline() {
  const t = useTranslations('app');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutateAsync: createPipeline, isPending, variables } = useCreatePipeline();
  // A promise, because callbacks given to `mutate` are dropped when the command palette closes meanwhile.
  const start = (input: Parameters<typeof createPipeline>[0]) =>
    createPipeline(input).then(
      ({ id }) => router.push(`/pipelines/${id}`),
      (error: unknown) => void toast.error(describeError(error)),
    );
  return {
    startBlank: () => start({ name: t('pipelines.untitled') }),
    startSample: () =>
      start({
        name: t('pipelines.sampleName'),
        graph: createSamplePipeline({
          source: t('sample.source'),
          filter: t('sample.filter'),
          deduplicate: t('sample.deduplicate'),
          target: t('sample.target'),
        }),
      }),
    pending: isPending ? (variables?.graph ? ('sample' as const) : ('blank' as const)) : null,
  };
}
