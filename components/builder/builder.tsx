'use client';

import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { PipelineCanvas } from '#components/canvas/pipeline-canvas.tsx';
import { QuickAdd } from '#components/palette/quick-add.tsx';
import { NodePanel } from '#components/panel/node-panel.tsx';
import { PreviewDock } from '#components/preview/preview-dock.tsx';
import { RunRowsBar } from '#components/test-run/run-rows-bar.tsx';
import { useTestRun } from '#components/test-run/use-test-run.ts';
import { toast } from '#components/ui/toast.ts';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { BuilderProvider, useBuilder, useBuilderStore } from './builder-context.tsx';
import { BuilderDialogs } from './builder-dialogs.tsx';
import { createBuilderStore } from './builder-store.ts';
import { LeftBar } from './left-bar.tsx';
import { type OpenedDraft, openDraft } from './open-draft.ts';
import { RunBar } from './run-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useAutosave } from './use-autosave.ts';
import { useBuilderCommands } from './use-builder-commands.ts';
import { useBuilderKeys } from './use-builder-keys.ts';
import { useCheck } from './use-check.ts';
import { useClipboard } from './use-clipboard.ts';
import { useLinkedStep } from './use-linked-step.ts';
import { useLiveRun } from './use-live-run.ts';
import { usePhone } from './use-phone.ts';

/** Everything around one pipeline's draft. Later answers about the pipeline change what is live, never the draft. */
export function Builder({ pipeline }: { pipeline: PipelineDetail }) {
  const t = useTranslations('builder');
  const errors = useTranslations('errors');
  const [opened] = useState(() => openDraft(pipeline, window.localStorage));
  const [store] = useState(() =>
    createBuilderStore({
      pipelineId: pipeline.id,
      graph: opened.graph,
      savedAt: Date.parse(pipeline.draft.updatedAt),
      onRefused: ({ code, params }) => toast.error(errors.has(code) ? errors(code, { ...params }) : t('refused')),
    }),
  );
  return (
    <BuilderProvider store={store}>
      <ReactFlowProvider>
        <OpenBuilder pipeline={pipeline} opened={opened} />
      </ReactFlowProvider>
    </BuilderProvider>
  );
}

function OpenBuilder({ pipeline, opened }: { pipeline: PipelineDetail; opened: OpenedDraft }) {
  const t = useTranslations('builder');
  const store = useBuilderStore();
  const isPhone = usePhone();
  const paletteOpen = useBuilder((state) => state.paletteOpen);
  const autosave = useAutosave(store, opened);
  useCheck(store);
  useTestRun(store);
  useLinkedStep();
  useEffect(() => {
    if (!opened.restored) return;
    autosave.edit(opened.graph);
    toast.info(t('save.restored'));
  }, [autosave, opened, t]);
  useBuilderKeys();
  useBuilderCommands();
  useClipboard(useVisibleCenter());
  const announceEnd = useCallback(
    (run: RunDetail) => {
      const say = run.status === 'succeeded' ? toast.success : run.status === 'failed' ? toast.error : toast.info;
      say(t(`run.ended.${run.status}`), { description: run.error?.message });
    },
    [t],
  );
  const followRun = useLiveRun(store, announceEnd);
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <TopBar pipeline={pipeline} autosave={autosave} onRun={followRun} />
      <RunRowsBar />
      <div className="relative flex min-h-0 flex-1">
        {paletteOpen && !isPhone && <LeftBar />}
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="relative min-h-0 flex-1">
            <PipelineCanvas touch={isPhone} />
            <RunBar />
          </div>
          {!isPhone && <PreviewDock />}
        </div>
        <NodePanel />
      </div>
      <QuickAdd />
      <BuilderDialogs name={pipeline.name} autosave={autosave} isPhone={isPhone} />
    </div>
  );
}

/** Finds the middle of what the canvas shows, where pasted steps belong. */
function useVisibleCenter() {
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(() => {
    const box = document.querySelector('.telar-canvas')?.getBoundingClientRect();
    return box ? screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 }) : null;
  }, [screenToFlowPosition]);
}
