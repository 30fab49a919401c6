import { ChevronLeft, CircleHelp, PanelLeftOpen, Redo2, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';
import { PipelineName } from './pipeline-name.tsx';
import { ProblemsButton } from './problems-button.tsx';
import { PublishButton } from './publish-button.tsx';
import { RunButtons } from './run-buttons.tsx';
import { SaveStatus } from './save-status.tsx';

import { VersionsButton } from './versions-button.tsx';
import { Visitors } from './visitors.tsx';

interface TopBarProps {
  readonly pipeline: PipelineDetail;
  readonly autosave: Autosave;
  readonly onRun: (runId: string) => void;
}

/** The pipeline as a whole: its name, whether it is stored, what is wrong, and how it runs and goes live. */
export const TopBar = memo(function TopBar({ pipeline, autosave, onRun }: TopBarProps) {
  const t = useTranslations('builder.top');
  const store = useBuilderStore();
  const canUndo = useBuilder((state) => state.history.past.length > 0);
  const canRedo = useBuilder((state) => state.history.future.length > 0);
  const paletteOpen = useBuilder((state) => state.paletteOpen);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b bg-surface px-2">
      <Link
        href="/pipelines"
        aria-label={t('back')}
        className="flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-raised hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
      </Link>
      {!paletteOpen && (
        <IconButton
          icon={PanelLeftOpen}
          label={t('showPalette')}
          shortcut="/"
          tooltipSide="bottom"
          className="max-md:hidden"
          onClick={() => store.getState().set({ paletteOpen: true })}
        />
      )}
      <PipelineName name={pipeline.name} />
      <SaveStatus />
      <Visitors autosave={autosave} />
      <div className="ml-auto flex min-w-0 items-center gap-1 max-md:hidden">
        <IconButton
          icon={Undo2}
          label={t('undo')}
          shortcut="mod+z"
          tooltipSide="bottom"
          disabled={!canUndo}
          onClick={() => store.getState().undo()}
        />
        <IconButton
          icon={Redo2}
          label={t('redo')}
          shortcut="mod+shift+z"
          tooltipSide="bottom"
          disabled={!canRedo}
          onClick={() => store.getState().redo()}
        />
        <IconButton
          icon={CircleHelp}
          label={t('help')}
          shortcut="?"
          tooltipSide="bottom"
          onClick={() => store.getState().set({ helpOpen: true })}
        />
        <VersionsButton />
        <ProblemsButton />
        <RunButtons pipeline={pipeline} autosave={autosave} onStart={onRun} />
        <PublishButton pipeline={pipeline} autosave={autosave} />
      </div>
    </header>
  );
});
