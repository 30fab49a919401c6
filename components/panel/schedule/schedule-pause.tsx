import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { callApi } from '#components/queries/api-client.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePipeline } from '#components/queries/use-pipeline.ts';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.ts';
import { scheduleSchema } from '#core/contracts/pipelines.ts';

/** Whether the published schedule runs; a draft has none to pause yet. */
export function SchedulePause({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.schedule');
  const toText = useErrorText();
  const queryClient = useQueryClient();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const { data: pipeline } = usePipeline(pipelineId);
  const schedule = pipeline?.schedules.find((candidate) => candidate.nodeId === nodeId);
  const toggle = useMutation({
    mutationFn: (action: 'pause' | 'resume') =>
      callApi(`/schedules/${schedule?.id}/${action}`, scheduleSchema, { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.pipelines }),
    onError: (error) => toast.error(toText(error)),
  });
  if (schedule === undefined) return <p className="text-ink-3 text-meta">{t('startsWhenPublished')}</p>;
  return (
    <div className="flex items-center justify-between gap-3 rounded-control border border-line px-3 py-2">
      <span className="min-w-0 text-ui">{schedule.paused ? t('paused') : t('active')}</span>
      <Button
        size="small"
        icon={schedule.paused ? Play : Pause}
        loading={toggle.isPending}
        onClick={() => toggle.mutate(schedule.paused ? 'resume' : 'pause')}
      >
        {schedule.paused ? t('resume') : t('pause')}
      </Button>
    </div>
  );
}
