import { Copy, Pause, Play, TimerReset, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import type { Command } from '#components/shell/command.ts';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { useBulkActions } from './use-bulk-actions.ts';
import { usePipelineActions } from './use-pipeline-actions.ts';

interface ListCommands {
  readonly list: RefObject<HTMLElement | null>;
  readonly pipelines: readonly PipelineSummary[];
  readonly selected: readonly PipelineSummary[];
  readonly onDelete: (pipelines: readonly PipelineSummary[]) => void;
}

/** Offers in the command palette what can be done to the selected rows, or else to the one the keyboard is on. */
export function useListCommands({ list, pipelines, selected, onDelete }: ListCommands): void {
  const t = useTranslations('app.pipelines');
  const { run, setPaused } = useBulkActions(() => {});
  const { duplicate } = usePipelineActions();
  useCommandSource(() => {
    const targets = selected.length > 0 ? selected : findFocused(list.current, pipelines);
    const [first] = targets;
    if (first === undefined) return [];
    const scheduled = targets.filter(({ scheduled }) => scheduled);
    const commands: (Command | false)[] = [
      { id: 'list-run', label: t('run'), icon: Play, run: () => void run(targets) },
      scheduled.some(({ paused }) => !paused) && {
        ...{ id: 'list-pause', label: t('pause'), icon: Pause, run: () => setPaused(scheduled, true) },
      },
      scheduled.some(({ paused }) => paused) && {
        ...{ id: 'list-resume', label: t('resume'), icon: TimerReset, run: () => setPaused(scheduled, false) },
      },
      targets.length === 1 && {
        ...{ id: 'list-copy', label: t('duplicate'), icon: Copy, run: () => void duplicate(first) },
      },
      { id: 'list-delete', label: t('delete'), icon: Trash2, run: () => onDelete(targets) },
    ];
    const value = targets.length === 1 ? first.name : t('selected', { count: targets.length });
    return [{ value, items: commands.filter((command) => command !== false) }];
  });
}

function findFocused(list: HTMLElement | null, pipelines: readonly PipelineSummary[]): PipelineSummary[] {
  const row = list?.contains(document.activeElement) ? document.activeElement?.closest('li') : null;
  const id = row?.querySelector<HTMLElement>('[data-row-link]')?.dataset.rowLink;
  return pipelines.filter((pipeline) => pipeline.id === id);
}
