import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '#components/queries/api-client.ts';
import { useCreatePipeline } from '#components/queries/change-pipelines.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { toast } from '#components/ui/toast.ts';
import { pipelineDetailSchema } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';

interface ConflictDialogProps {
  readonly name: string;
  readonly autosave: Autosave;
}

/** The draft was changed elsewhere: take what is stored there, or keep one's own work as a pipeline of its own. */
export function ConflictDialog({ name, autosave }: ConflictDialogProps) {
  const t = useTranslations('builder.conflict');
  const toText = useErrorText();
  const router = useRouter();
  const store = useBuilderStore();
  const queryClient = useQueryClient();
  const state = useBuilder(({ saveState }) => saveState);
  const open = useBuilder(({ conflictOpen }) => conflictOpen);
  const pipelineId = useBuilder((now) => now.pipelineId);
  const create = useCreatePipeline();
  const takeTheirs = useMutation({
    mutationFn: () => callApi(`/pipelines/${pipelineId}`, pipelineDetailSchema),
    onSuccess: (pipeline) => {
      autosave.adopt(pipeline.draft.graph, pipeline.draft.revision);
      store.getState().replaceGraph(pipeline.draft.graph);
      queryClient.setQueryData(queryKeys.pipeline(pipelineId), pipeline);
    },
    onError: (error) => toast.error(toText(error)),
  });
  const keepMine = () =>
    create.mutate(
      { name: t('copyName', { name }).slice(0, 120), graph: store.getState().graph },
      {
        onSuccess: async (copy) => {
          await takeTheirs.mutateAsync();
          router.push(`/pipelines/${copy.id}`);
        },
        onError: (error) => toast.error(toText(error)),
      },
    );
  if (state.kind !== 'conflict') return null;
  return (
    <Dialog
      open={open}
      onOpenChange={(conflictOpen) => store.getState().set({ conflictOpen })}
      title={t('title')}
      description={state.message}
      footer={
        <>
          <Button loading={create.isPending} onClick={keepMine}>
            {t('keepMine')}
          </Button>
          <Button variant="primary" loading={takeTheirs.isPending} onClick={() => takeTheirs.mutate()}>
            {t('takeTheirs')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2 text-ui">{t('explanation')}</p>
    </Dialog>
  );
}
