'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { toast } from 'sonner';
import { useRenamePipeline } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

interface RenameDialogProps {
  pipeline: { readonly id: string; readonly name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameDialog({ pipeline, open, onOpenChange }: RenameDialogProps) {
  const t = useTranslations('app');
  const formId = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('pipelines.renameTitle')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId}>
            {t('pipelines.rename')}
          </Button>
        </>
      }
    >
      <RenameForm formId={formId} pipeline={pipeline} close={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface RenameFormProps extends Pick<RenameDialogProps, 'pipeline'> {
  formId: string;
  close: () => void;
}

function RenameForm({ formId, pipeline, close }: RenameFormProps) {
  const t = useTranslations('app.pipelines');
  const describeError = useErrorText();
  const [name, setName] = useState(pipeline.name);
  const [showsError, setShowsError] = useState(false);
  const { mutateAsync: renamePipeline } = useRenamePipeline();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = name.trim();
    if (trimmed === '') return setShowsError(true);
    close();
    if (trimmed === pipeline.name) return;
    renamePipeline({ id: pipeline.id, name: trimmed }).catch((error: unknown) => toast.error(describeError(error)));
  };
  return (
    <form id={formId} onSubmit={submit}>
      <TextField
        label={t('name')}
        value={name}
        onChange={setName}
        maxLength={120}
        error={showsError && name.trim() === '' && t('nameMissing')}
        onFocus={(event) => event.target.select()}
      />
    </form>
  );
}
