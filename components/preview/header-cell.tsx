// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { useTranslations } from 'next-intl';
import { memo, useMemo } from 'react';
import { FirstUse } from '#components/ui/first-use.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { ColumnChange } from './compare-columns.ts';
import { ProfileBars } from './profile-bars.tsx';
import { profileColumn } from './profile-column.ts';
import { typeIcons } from './type-icons.ts';

const ProfilePopover = onDemand(async () => (await import('./profile-popover.tsx')).ProfilePopover);

interface HeaderCellProps {
  readonly id: string;
  readonly grid: Grid;
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly height: number;
  readonly change: ColumnChange | undefined;
  readonly masked: boolean;
  readonly active: boolean;
}

/** Name and type of a column over how its values are spread; opens what is known about them. */
export const HeaderCell = memo(function HeaderCell(props: HeaderCellProps) {
  const { id, grid, index, start, size, height, change, masked, active } = props;
  const t = useTranslations('builder');
  const profile = useMemo(() => profileColumn(grid, index), [grid, index]);
  const field = grid.fields[index];
  if (field === undefined) return null;
  const Icon = typeIcons[field.type];
  const isChanged = change === 'new' || change === 'retyped';
  const title = `${field.name} · ${t(`types.${field.type}`)}${isChanged ? ` · ${t(`preview.${change}`)}` : ''}`;
  const filled = profile.rows === 0 ? 0 : 1 - profile.blank / profile.rows;
  const trigger = (
    <button
      type="button"
      tabIndex={-1}
      title={title}
      className="flex size-full flex-col justify-center gap-0.5 overflow-hidden px-2.5 text-left font-medium font-sans text-meta hover:bg-ink/4"
    >
      <span className="flex w-full items-center gap-1.5">
        <Icon aria-label={t(`types.${field.type}`)} role="img" className="size-3 shrink-0 opacity-70" />
        <span className="truncate">{field.name}</span>
      </span>
      <ProfileBars profile={profile} />
    </button>
  );
  return (
    <div
      id={id}
      role="columnheader"
      data-row={-1}
      data-column={index}
      className={`absolute top-0 ${active ? 'ring-2 ring-accent ring-inset' : ''} ${isChanged ? 'bg-accent/12 text-accent' : 'text-ink-2'}`}
      style={{ width: size, height, transform: `translateX(${start}px)` }}
    >
      <FirstUse trigger={trigger} opens="dialog" load={ProfilePopover.load}>
        <ProfilePopover title={field.name} trigger={trigger} profile={profile} masked={masked} />
      </FirstUse>
      <span
        aria-hidden
        className="pointer-events-none absolute bottom-0 left-0 h-0.5 bg-ink-3/50"
        style={{ width: size * filled }}
      />
    </div>
  );
});
