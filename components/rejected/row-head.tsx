// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  LoaderCircle,
  type LucideIcon,
  MoveRight,
  PenLine,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import type { RejectedRow, RejectedStatus } from '#core/contracts/rejected.ts';

export type ShownStatus = RejectedStatus | 'edited';

export const statusIcons: Record<ShownStatus, { icon: LucideIcon; colour: string }> = {
  open: { icon: CircleDashed, colour: 'text-error' },
  edited: { icon: PenLine, colour: 'text-accent' },
  dismissed: { icon: CircleSlash, colour: 'text-ink-3' },
  replaying: { icon: LoaderCircle, colour: 'text-running' },
  landed: { icon: CircleCheck, colour: 'text-success' },
  passed: { icon: MoveRight, colour: 'text-warning' },
};

interface RowHeadProps {
  readonly row: RejectedRow;
  /** Among the rows of the grid. */
  readonly place: number;
  /** The column at fault; -1 where none is. */
  readonly fault: number;
  /** Why it was refused. */
  readonly message: string;
  readonly status: ShownStatus;
  readonly width: number;
  readonly chosen: boolean;
  readonly onChoose: ((chosen: boolean) => void) | null;
}

/** What is known of a row before its values: how it stands, and why it was refused. */
export function RowHead({ row, place, fault, message, status, width, chosen, onChoose }: RowHeadProps) {
  const t = useTranslations('app.rejected');
  const { icon: Icon, colour } = statusIcons[status];
  return (
    <div
      role="rowheader"
      className="sticky left-0 z-10 flex h-full items-center gap-1.5 border-line border-r bg-surface pr-2.5 pl-1.5 font-sans"
      style={{ width }}
    >
      <Checkbox
        label={t('selectRow', { row: row.row + 1 })}
        hideLabel
        checked={chosen}
        disabled={onChoose === null}
        onChange={(next) => onChoose?.(next)}
      />
      <Icon aria-label={t(`status.${status}`)} role="img" className={joinClasses('size-4 shrink-0', colour)} />
      <span
        title={message}
        data-row={place}
        data-column={Math.max(0, fault)}
        className="min-w-0 flex-1 truncate text-ui"
      >
        {message}
      </span>
      {row.line !== null && (
        <span className="shrink-0 text-ink-3 text-meta max-md:hidden">{t('line', { line: row.line })}</span>
      )}
    </div>
  );
}
