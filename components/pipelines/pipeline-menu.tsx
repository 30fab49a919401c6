'use client';

import { Copy, Ellipsis, History, Pause, Pencil, Play, SquarePen, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { usePipelineActions } from './use-pipeline-actions.ts';

/** What one can do with a pipeline from the list. */
export function PipelineMenu({ pipeline, onDelete }: { pipeline: PipelineSummary; onDelete: () => void }) {
  const t = useTranslations('app');
  const [isRenaming, setIsRenaming] = useState(false);
  const { runNow, duplicate, setPaused } = usePipelineActions();
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t('ui.more', { name: pipeline.name })} />}>
        <MenuLink icon={SquarePen} href={`/pipelines/${pipeline.id}`}>
          {t('pipelines.open')}
        </MenuLink>
        <MenuItem icon={Play} onSelect={() => runNow(pipeline)}>
          {t(pipeline.published ? 'pipelines.runNow' : 'pipelines.runDraft')}
        </MenuItem>
        <MenuLink icon={History} href={`/runs?pipelineId=${pipeline.id}`}>
          {t('pipelines.runs')}
        </MenuLink>
        <MenuSeparator />
        {pipeline.scheduled && (
          <MenuItem icon={pipeline.paused ? Play : Pause} onSelect={() => setPaused(pipeline, !pipeline.paused)}>
            {t(pipeline.paused ? 'pipelines.resume' : 'pipelines.pause')}
          </MenuItem>
        )}
        <MenuItem icon={Copy} onSelect={() => duplicate(pipeline)}>
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
