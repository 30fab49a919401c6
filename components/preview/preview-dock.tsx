'use client';

import { ChevronDown, ChevronUp, Rows3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { HeldChips } from '#components/test-run/held-chips.tsx';
import { PinControl } from '#components/test-run/pin-control.tsx';
import { isTarget as isTargetNode, runTest } from '#components/test-run/run-test.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { Graph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { DockResizer } from './dock-resizer.tsx';
import { PreviewPanes } from './preview-panes.tsx';
import { PreviewStatus } from './preview-status.tsx';
import { RevealButton } from './reveal-button.tsx';
import { usePersonalData } from './use-personal-data.ts';
import { usePreview } from './use-preview.ts';

const TestPane = onDemand(async () => (await import('#components/test-run/test-pane.tsx')).TestPane);

const defaultHeight = 264;

/** What to show rows of: the selected step, else the last target, else the last step with rows. */
function choosePreviewNode(graph: Graph, selection: readonly string[]): string | null {
  const chosen = graph.nodes.find(({ id }) => id === selection[0]);
  if (chosen !== undefined && hasRows(chosen.kind)) return chosen.id;
  const withRows = graph.nodes.filter(({ kind }) => hasRows(kind));
  const target = withRows.findLast(({ kind }) => getNodeDefinition(kind).category === 'target');
  return target?.id ?? withRows.at(-1)?.id ?? null;
}

function hasRows(kind: Graph['nodes'][number]['kind']): boolean {
  const { inputs, outputs } = getNodeDefinition(kind);
  return inputs.length + outputs.length > 0;
}

/** Real rows of the step at hand: what goes in at the left, what comes out at the right. */
export const PreviewDock = memo(function PreviewDock() {
  const t = useTranslations('builder.preview');
  const store = useBuilderStore();
  const nodeId = useBuilder((state) => choosePreviewNode(state.graph, state.selection));
  const name = useBuilder((state) => state.graph.nodes.find(({ id }) => id === nodeId)?.name ?? null);
  const open = useBuilder((state) => state.dockOpen);
  const setOpen = (dockOpen: boolean) => store.getState().set({ dockOpen });
  const [height, setHeight] = useState(defaultHeight);
  const state = useBuilder((now) => now.preview);
  const { isHidden, canHide, reveal } = usePersonalData(nodeId);
  usePreview(store, open ? nodeId : null);
  const isTarget = useBuilder(({ graph }) => nodeId !== null && isTargetNode(graph, nodeId));
  const tab = useBuilder((state) => (isTarget ? state.dockTab : 'rows'));
  const showTab = (dockTab: 'rows' | 'requests') => {
    store.getState().set({ dockTab });
    if (dockTab === 'requests' && nodeId !== null && store.getState().test?.nodeId !== nodeId)
      void runTest(store, nodeId);
  };
  return (
    <section
      aria-label={t('title')}
      className="relative flex shrink-0 flex-col border-line border-t bg-surface"
      style={open ? { height } : undefined}
    >
      {open && <DockResizer height={height} onResize={setHeight} />}
      <header className="flex h-9 shrink-0 items-center gap-3 border-line border-b pr-1 pl-3">
        <Rows3 aria-hidden className="size-4 shrink-0 text-ink-3" />
        <h2 className="min-w-0 truncate font-medium text-ui">{name ?? t('title')}</h2>
        {open && nodeId !== null && <PreviewStatus state={state} />}
        {open && nodeId !== null && <HeldChips nodeId={nodeId} />}
        <span className="ml-auto" />
        {open && isTarget && (
          <SegmentedControl
            className="shrink-0"
            label={t('shown')}
            value={tab}
            onChange={showTab}
            choices={[
              { value: 'rows', label: t('rows') },
              { value: 'requests', label: t('requests') },
            ]}
          />
        )}
        {open && nodeId !== null && <PinControl nodeId={nodeId} />}
        {open && canHide && state.response !== null && <RevealButton short isHidden={isHidden} reveal={reveal} />}
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          label={open ? t('collapse') : t('expand')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </header>
      {open && tab === 'requests' && nodeId !== null && <TestPane nodeId={nodeId} isHidden={isHidden} />}
      {open && tab === 'rows' && <PreviewPanes state={state} nodeId={nodeId} isHidden={isHidden} reveal={reveal} />}
    </section>
  );
});
