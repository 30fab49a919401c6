import { useTranslations } from 'next-intl';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { Visitor } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder } from './builder-context.tsx';
import { useVisitors } from './use-visitors.ts';

/** Who else has this pipeline open, and on which step they are. */
export function Visitors({ autosave }: { autosave: Autosave }) {
  const t = useTranslations('builder.visitors');
  const others = useVisitors(autosave);
  if (others.length === 0) return null;
  return (
    <ul aria-label={t('title')} className="flex shrink-0 -space-x-1.5 pl-1">
      {others.slice(0, 4).map((visitor) => (
        <li key={visitor.windowId}>
          <VisitorMark visitor={visitor} />
        </li>
      ))}
      {others.length > 4 && <li className="pl-2.5 text-ink-3 text-meta leading-6">+{others.length - 4}</li>}
    </ul>
  );
}

function VisitorMark({ visitor: { name, self, nodeId } }: { visitor: Visitor }) {
  const t = useTranslations('builder.visitors');
  const step = useBuilder((state) => state.graph.nodes.find(({ id }) => id === nodeId)?.name ?? null);
  const who = self ? t('self') : name;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
  return (
    <Tooltip label={step === null ? t('here', { who }) : t('onStep', { who, step })} side="bottom">
      <button
        type="button"
        aria-label={step === null ? t('here', { who }) : t('onStep', { who, step })}
        className={`flex size-6 cursor-default items-center justify-center rounded-pill border-2 border-surface font-medium text-[10px] ${self ? 'bg-raised text-ink-2' : 'bg-accent/15 text-accent'}`}
      >
        {initials}
      </button>
    </Tooltip>
  );
}
