import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  ChevronsDownUp,
  ChevronsUpDown,
  Copy,
  Group,
  type LucideIcon,
  Power,
  Trash2,
  WandSparkles,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Alignment } from '#components/builder/arrange-nodes.ts';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { useBuilderActions } from '#components/builder/use-builder-actions.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { findGroupOf } from '#core/graph/edit-groups.ts';

const alignIcons: Record<Alignment, LucideIcon> = {
  left: AlignStartVertical,
  center: AlignCenterVertical,
  right: AlignEndVertical,
  top: AlignStartHorizontal,
  middle: AlignCenterHorizontal,
  bottom: AlignEndHorizontal,
};

/** What can be done to several steps at once, while several are selected. */
export function SelectionBar({ count }: { count: number }) {
  const t = useTranslations('builder.selection');
  const actions = useBuilderActions();
  return (
    <section
      aria-label={t('title')}
      className="absolute top-3 left-1/2 z-20 flex -translate-x-1/2 items-center gap-0.5 rounded-card bg-floating p-1 shadow-float"
    >
      <span className="whitespace-nowrap px-2 text-ink-2 text-ui tabular-nums">{t('count', { count })}</span>
      <IconButton
        icon={WandSparkles}
        label={t('tidy')}
        shortcut="shift+a"
        tooltipSide="bottom"
        onClick={actions.tidy}
      />
      <AlignButton />
      <IconButton icon={Group} label={t('group')} shortcut="mod+g" tooltipSide="bottom" onClick={actions.group} />
      <FoldButton onFold={actions.fold} />
      <IconButton
        icon={Copy}
        label={t('duplicate')}
        shortcut="mod+d"
        tooltipSide="bottom"
        onClick={actions.duplicate}
      />
      <IconButton icon={Power} label={t('toggle')} shortcut="d" tooltipSide="bottom" onClick={actions.toggleDisabled} />
      <IconButton icon={Trash2} label={t('remove')} shortcut="delete" tooltipSide="bottom" onClick={actions.remove} />
    </section>
  );
}

/** Present where what is selected is one group. */
function FoldButton({ onFold }: { onFold: () => void }) {
  const t = useTranslations('builder.selection');
  const collapsed = useBuilder(({ graph, selection }) => {
    const group = findGroupOf(graph, selection[0] ?? '');
    const isWhole = group?.nodes.length === selection.length && group.nodes.every((id) => selection.includes(id));
    return isWhole ? (group.collapsed ?? false) : null;
  });
  if (collapsed === null) return null;
  return (
    <IconButton
      icon={collapsed ? ChevronsUpDown : ChevronsDownUp}
      label={t(collapsed ? 'unfold' : 'fold')}
      shortcut="e"
      tooltipSide="bottom"
      onClick={onFold}
    />
  );
}

function AlignButton() {
  const t = useTranslations('builder.selection');
  const { align, distribute } = useBuilderActions();
  const alignButton = (alignment: Alignment) => (
    <IconButton icon={alignIcons[alignment]} label={t(`align.${alignment}`)} onClick={() => align(alignment)} />
  );
  return (
    <Popover
      align="center"
      title={t('arrange')}
      trigger={<IconButton icon={AlignStartVertical} label={t('arrange')} tooltipSide="bottom" />}
    >
      <div className="grid grid-cols-4 gap-0.5">
        {alignButton('left')}
        {alignButton('center')}
        {alignButton('right')}
        <IconButton icon={AlignHorizontalDistributeCenter} label={t('spread.x')} onClick={() => distribute('x')} />
        {alignButton('top')}
        {alignButton('middle')}
        {alignButton('bottom')}
        <IconButton icon={AlignVerticalDistributeCenter} label={t('spread.y')} onClick={() => distribute('y')} />
      </div>
    </Popover>
  );
}
