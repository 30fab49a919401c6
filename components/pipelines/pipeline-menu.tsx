'use client';

import { Copy, Ellipsis, History, Pause, Pencil, Play, SquarePen, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useDuplicatePipeline, usePausePipelines, useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { RenameDialog } from './rename-dialog.tsx';

/** What one can do with a pipeline from the list. */
export function PipelineMenu({ pipeline, onDelete }: { pipeline: PipelineSummary; onDelete: () => void }) {
  const t = useTranslations('app');
  const [isRenaming, setIsRenaming] = useState(false);
  const { runNow, duplicate, setPaused } = usePipelineActions(pipeline);
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t('ui.more', { name: pipeline.name })} />}>
        <MenuLink icon={SquarePen} href={`/pipelines/${pipeline.id}`}>
          {t('pipelines.open')}
        </MenuLink>
        <MenuItem icon={Play} onSelect={runNow}>
          {t(pipeline.published ? 'pipelines.runNow' : 'pipelines.runDraft')}
        </MenuItem>
        <MenuLink icon={History} href={`/runs?pipelineId=${pipeline.id}`}>
          {t('pipelines.runs')}
        </MenuLink>
        <MenuSeparator />
        {pipeline.scheduled && (
          <MenuItem icon={pipeline.paused ? Play : Pause} onSelect={() => setPaused(!pipeline.paused)}>
            {t(pipeline.paused ? 'pipelines.resume' : 'pipelines.pause')}
          </MenuItem>
        )}
        <MenuItem icon={Copy} onSelect={duplicate}>
          {t('pipelines.duplicate')}
        </MenuItem>
        <MenuItem icon={Pencil} onSelect={() => setIsRenaming(true)}>
          {t('pipelines.rename')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={onDelete}>
          {t('pipelines.delete')}
        </MenuItem>
      </Menu>
      <RenameDialog pipeline={pipeline} open={isRenaming} onOpenChange={setIsRenaming} />
    </>
  );
}

function usePipelineActions({ id, name, published }: PipelineSummary) {
  const t = useTranslations('app.pipelines');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutate: startRun } = useStartRun();
  const { mutate: duplicatePipeline } = useDuplicatePipeline();
  const { mutate: pausePipelines } = usePausePipelines();
  const onError = (error: unknown) => toast.error(describeError(error));
  return {
    runNow: () =>
      startRun(
        { pipelineId: id, of: published ? 'published' : 'draft' },
        {
          onError,
          onSuccess: (run) =>
            toast.success(t('started', { name }), {
              action: { label: t('watch'), onClick: () => router.push(`/runs/${run.id}`) },
            }),
        },
      ),
    duplicate: () =>
      duplicatePipeline(
        { id, name: t('copyName', { name }) },
        { onError, onSuccess: (copy) => toast.success(t('duplicated', { name: copy.name })) },
      ),
    setPaused: (pause: boolean) =>
      pausePipelines(
        { ids: [id], pause },
        { onError, onSuccess: (count) => toast.success(t(pause ? 'pausedToast' : 'resumedToast', { count })) },
      ),
  };
}
