import { CirclePlay, History, Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';
import { PlanButton } from './plan-button.tsx';

interface RunButtonsProps {
  readonly pipeline: PipelineDetail;
  readonly autosave: Autosave;
  readonly onStart: (runId: string) => void;
}

/** Runs what is on the canvas, or what is live. */
export function RunButtons({ pipeline, autosave, onStart }: RunButtonsProps) {
  const t = useTranslations('builder.run');
  const toText = useErrorText();
  const router = useRouter();
  const store = useBuilderStore();
  const start = useStartRun();
  const errors = useBuilder((state) => state.problems.filter(({ severity }) => severity === 'error').length);
  const isEmpty = useBuilder((state) => state.graph.nodes.length === 0);
  const isRunning = useBuilder((state) => state.run !== null && state.run.finishedAt === null);
  const run = async (of: 'draft' | 'published') => {
    if (of === 'draft' && !(await autosave.flush())) return toast.error(t('notSaved'));
    start.mutate(
      { pipelineId: pipeline.id, of },
      {
        onSuccess: ({ id }) => {
          store.getState().set({ run: null });
          onStart(id);
        },
        onError: (error) => toast.error(toText(error)),
      },
    );
  };
  const blocked = isEmpty
    ? t('empty')
    : errors > 0
      ? t('problems', { count: errors })
      : isRunning
        ? t('running')
        : null;
  useCommandSource(() => [
    {
      value: pipeline.name,
      items: [
        ...(blocked === null
          ? [{ id: 'test-run', label: t('test'), icon: CirclePlay, run: () => void run('draft') }]
          : []),
        ...(pipeline.published !== null && !isRunning
          ? [{ id: 'run', label: t('runLive'), icon: Play, run: () => void run('published') }]
          : []),
      ],
    },
  ]);
  return (
    <>
      <IconButton
        icon={History}
        label={t('history')}
        tooltipSide="bottom"
        onClick={() => router.push(`/runs?pipelineId=${pipeline.id}`)}
      />
      <PlanButton pipelineId={pipeline.id} autosave={autosave} onStart={onStart} />
      <Tooltip label={blocked ?? t('testHint')} side="bottom">
        <Button
          icon={CirclePlay}
          aria-disabled={blocked !== null}
          className={blocked === null ? '' : 'opacity-50'}
          loading={start.isPending && start.variables.of === 'draft'}
          onClick={() => blocked === null && void run('draft')}
        >
          {t('test')}
        </Button>
      </Tooltip>
      {pipeline.published !== null && (
        <Tooltip label={isRunning ? t('running') : t('runHint', { number: pipeline.published.number })} side="bottom">
          <Button
            icon={Play}
            aria-disabled={isRunning}
            className={isRunning ? 'opacity-50' : ''}
            loading={start.isPending && start.variables.of === 'published'}
            onClick={() => !isRunning && void run('published')}
          >
            {t('run')}
          </Button>
        </Tooltip>
      )}
    </>
  );
}
