'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useCreatePipeline } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { createSamplePipeline } from './sample-pipeline.ts';

/** Creates a pipeline and opens it in the builder. */
export function useNewPipeline() {
  const t = useTranslations('app');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutate, isPending, variables } = useCreatePipeline();
  const start = (input: Parameters<typeof mutate>[0]) =>
    mutate(input, {
      onSuccess: ({ id }) => router.push(`/pipelines/${id}`),
      onError: (error) => toast.error(describeError(error)),
    });
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
