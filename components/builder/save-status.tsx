import { CloudAlert, CloudCheck, CloudOff, CloudUpload, OctagonAlert } from 'lucide-react';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useBuilder, useBuilderStore } from './builder-context.tsx';

const icons = {
  saved: { Icon: CloudCheck, color: 'text-ink-3' },
  dirty: { Icon: CloudUpload, color: 'text-ink-3' },
  saving: { Icon: CloudUpload, color: 'text-ink-3' },
  offline: { Icon: CloudOff, color: 'text-warning' },
  conflict: { Icon: CloudAlert, color: 'text-error' },
  refused: { Icon: OctagonAlert, color: 'text-error' },
};

/** Whether the draft is stored, said as it is. */
export function SaveStatus() {
  const t = useTranslations('builder.save');
  const format = useFormatter();
  const store = useBuilderStore();
  const now = useNow({ updateInterval: 5_000 });
  const state = useBuilder(({ saveState }) => saveState);
  const { Icon, color } = icons[state.kind];
  const at = state.kind === 'saved' ? Math.min(state.at, now.getTime() - 1000) : 0;
  const text = state.kind === 'saved' ? t('saved', { ago: format.relativeTime(at, now) }) : t(state.kind);
  const detail = state.kind === 'refused' || state.kind === 'conflict' ? state.message : t(`${state.kind}Hint`);
  return (
    <Tooltip label={detail} side="bottom">
      <button
        type="button"
        onClick={() => state.kind === 'conflict' && store.getState().set({ conflictOpen: true })}
        className={`flex min-h-6 min-w-0 cursor-default items-center gap-1.5 rounded-small px-1 text-meta ${color}`}
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="truncate max-lg:sr-only">{text}</span>
      </button>
    </Tooltip>
  );
}
