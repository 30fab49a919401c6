'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.ts';

interface NameDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly hint?: string;
  readonly maxLength: number;
  /** As it is at first. */
  readonly name: string;
  /** Called with another name than that. */
  readonly onName: (name: string) => Promise<unknown>;
}

/** Asks for a name, and closes at once: what goes wrong is said afterwards. */
export function NameDialog(props: NameDialogProps) {
  const { open, onOpenChange, title, action } = props;
  const t = useTranslations('app.ui');
  const formId = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId}>
            {action}
          </Button>
        </>
      }
    >
      <NameForm {...props} formId={formId} />
    </Dialog>
  );
}

function NameForm({ formId, name, hint, maxLength, onName, onOpenChange }: NameDialogProps & { formId: string }) {
  const t = useTranslations('app.pipelines');
  const describeError = useErrorText();
  const [written, setWritten] = useState(name);
  const [showsError, setShowsError] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = written.trim();
    if (trimmed === '') return setShowsError(true);
    onOpenChange(false);
    if (trimmed !== name) onName(trimmed).catch((error: unknown) => toast.error(describeError(error)));
  };
  return (
    <form id={formId} onSubmit={submit}>
      <TextField
        label={t('name')}
        hint={hint}
        value={written}
        onChange={setWritten}
        maxLength={maxLength}
        error={showsError && written.trim() === '' && t('nameMissing')}
        onFocus={(event) => event.target.select()}
      />
    </form>
  );
}
