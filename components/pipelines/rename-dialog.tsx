'use client';

import { useTranslations } from 'next-intl';
import { useRenamePipeline } from '#components/queries/change-pipelines.ts';
import { NameDialog } from './name-dialog.tsx';

interface RenameDialogProps {
  pipeline: { readonly id: string; readonly name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameDialog({ pipeline, open, onOpenChange }: RenameDialogProps) {
  const t = useTranslations('app.pipelines');
  const { mutateAsync: renamePipeline } = useRenamePipeline();
  return (
    <NameDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('renameTitle')}
      action={t('rename')}
      maxLength={120}
      name={pipeline.name}
      onName={(name) => renamePipeline({ id: pipeline.id, name })}
    />
  );
}
