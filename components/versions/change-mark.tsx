import { Minus, Pencil, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ChangeKind } from '#core/graph/diff-graphs.ts';

export const changeBorders = {
  added: 'border-success ring-1 ring-success',
  changed: 'border-warning ring-1 ring-warning',
  removed: 'border-error border-dashed ring-1 ring-error/40',
} satisfies Record<ChangeKind, string>;

const looks = {
  added: { Icon: Plus, color: 'bg-success/12 text-success' },
  changed: { Icon: Pencil, color: 'bg-warning/12 text-warning' },
  removed: { Icon: Minus, color: 'bg-error/12 text-error' },
} satisfies Record<ChangeKind, { Icon: typeof Plus; color: string }>;

/** Shape and colour of a change, with its name for those who see neither. */
export function ChangeMark({ change }: { change: ChangeKind }) {
  const t = useTranslations('builder.versions.change');
  const { Icon, color } = looks[change];
  return (
    <span
      role="img"
      aria-label={t(change)}
      className={`flex size-5 shrink-0 items-center justify-center rounded-pill ${color}`}
    >
      <Icon aria-hidden className="size-3" strokeWidth={2.5} />
    </span>
  );
}
