'use client';

import { type LucideIcon, Pause, Play, TimerReset, Trash2, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { usePausePipelines, useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

interface BulkBarProps {
  selected: readonly PipelineSummary[];
  onDone: () => void;
  onDelete: () => void;
}

/** What can be done with everything that is selected, floating above the list so that nothing moves. */
export function BulkBar({ selected, onDone, onDelete }: BulkBarProps) {
  const t = useTranslations('app.pipelines');
  const { run, isStarting, setPaused, isPausing } = useBulkActions(selected, onDone);
  const hasSchedule = selected.some(({ scheduled }) => scheduled);
  return (
    <section
      aria-label={t('bulk')}
      className="fixed bottom-[calc(72px+env(safe-area-inset-bottom))] left-1/2 z-30 flex max-w-[calc(100vw-1rem)] -translate-x-1/2 items-center gap-0.5 rounded-card bg-floating p-1 shadow-float md:bottom-6"
    >
      <span aria-live="polite" className="whitespace-nowrap px-2 font-medium text-ui">
        {t('selected', { count: selected.length })}
      </span>
      <BulkButton icon={Play} label={t('run')} busy={isStarting} onPress={run} />
      {hasSchedule && (
        <>
          <BulkButton icon={Pause} label={t('pause')} busy={isPausing === 'pause'} onPress={() => setPaused(true)} />
          <BulkButton
            icon={TimerReset}
            label={t('resume')}
            busy={isPausing === 'resume'}
            onPress={() => setPaused(false)}
          />
        </>
      )}
      <BulkButton icon={Trash2} label={t('delete')} onPress={onDelete} />
      <IconButton icon={X} label={t('clearSelection')} shortcut="escape" onClick={onDone} />
    </section>
  );
}

interface BulkButtonProps {
  icon: LucideIcon;
  label: string;
  busy?: boolean;
  onPress: () => void;
}

/** With its name on a wide screen; on a phone the icon alone. */
function BulkButton({ icon: Icon, label, busy = false, onPress }: BulkButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onPress}
      className="flex h-8 min-w-8 items-center justify-center gap-1.5 rounded-control px-2 font-medium text-ink-2 text-ui hover:bg-raised hover:text-ink max-sm:h-10 max-sm:min-w-10"
    >
      {busy ? <Spinner /> : <Icon aria-hidden className="size-4 shrink-0" />}
      <span className="max-sm:hidden">{label}</span>
    </button>
  );
}

function useBulkActions(selected: readonly PipelineSummary[], onDone: () => void) {
  const t = useTranslations('app.pipelines');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutateAsync: startRun, isPending: isStarting } = useStartRun();
  const { mutate: pausePipelines, isPending, variables } = usePausePipelines();
  const run = async () => {
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
  const setPaused = (pause: boolean) =>
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
