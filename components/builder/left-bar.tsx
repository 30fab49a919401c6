import { ListTree, PanelLeftClose, Shapes } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { PalettePanel } from '#components/palette/palette-panel.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { useBuilder, useBuilderStore } from './builder-context.tsx';

const Outline = onDemand(async () => (await import('#components/outline/outline.tsx')).Outline);

/** At the left of the canvas: steps to add, or the pipeline as a list. */
export const LeftBar = memo(function LeftBar() {
  const t = useTranslations('builder');
  const store = useBuilderStore();
  const tab = useBuilder((state) => state.leftTab);
  const titles = { steps: t('palette.title'), outline: t('outline.title') };
  return (
    <aside aria-label={titles[tab]} className="flex w-60 shrink-0 flex-col border-line border-r bg-surface">
      <header className="flex items-center justify-between gap-1 pt-2 pr-1 pl-2">
        <SegmentedControl
          label={t('outline.tabs')}
          value={tab}
          onChange={(leftTab) => store.getState().set({ leftTab })}
          choices={[
            { value: 'steps', label: titles.steps, icon: Shapes },
            { value: 'outline', label: titles.outline, icon: ListTree },
          ]}
        />
        <IconButton
          icon={PanelLeftClose}
          label={t('palette.hide')}
          onClick={() => store.getState().set({ paletteOpen: false })}
        />
      </header>
      {tab === 'steps' ? <PalettePanel /> : <Outline />}
    </aside>
  );
});
