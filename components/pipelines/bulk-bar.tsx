'use client';

import { type LucideIcon, Pause, Play, TimerReset, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { useBulkActions } from './use-bulk-actions.ts';

interface BulkBarProps {
  selected: readonly PipelineSummary[];
  onDone: () => void;
  onDelete: () => void;
}

/** What can be done with everything that is selected, floating above the list so that nothing moves. */
export function BulkBar({ selected, onDone, onDelete }: BulkBarProps) {
  const t = useTranslations('app.pipelines');
  const { run, isStarting, setPaused, isPausing } = useBulkActions(onDone);
  const hasSchedule = selected.some(({ scheduled }) => scheduled);
  return (
    <section
      aria-label={t('bulk')}
      className="fixed bottom-[calc(72px+env(safe-area-inset-bottom))] left-1/2 z-30 flex max-w-[calc(100vw-1rem)] -translate-x-1/2 items-center gap-0.5 rounded-card bg-floating p-1 shadow-float md:bottom-6"
    >
      <span aria-live="polite" className="whitespace-nowrap px-2 font-medium text-ui">
        {t('selected', { count: selected.length })}
      </span>
      <BulkButton icon={Play} label={t('run')} busy={isStarting} onPress={() => run(selected)} />
      {hasSchedule && (
        <>
          <BulkButton
            icon={Pause}
            label={t('pause')}
            busy={isPausing === 'pause'}
            onPress={() => setPaused(selected, true)}
          />
          <BulkButton
            icon={TimerReset}
            label={t('resume')}
            busy={isPausing === 'resume'}
            onPress={() => setPaused(selected, false)}
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
