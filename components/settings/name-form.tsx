'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.ts';

interface NameFormProps {
  label: string;
  name: string;
  onSave: (name: string) => Promise<unknown>;
  readOnlyHint?: string;
  autoComplete?: string;
}

/** One name with its own Save, which can be pressed once the name differs. */
export function NameForm({ label, name, onSave, readOnlyHint, autoComplete = 'off' }: NameFormProps) {
  const t = useTranslations('app');
  const describeError = useErrorText();
  const [value, setValue] = useState(name);
  const [isBusy, setIsBusy] = useState(false);
  const isChanged = value.trim() !== name;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged || value.trim() === '' || isBusy) return;
    setIsBusy(true);
    await onSave(value.trim()).then(
      () => toast.success(t('settings.saved')),
      (error: unknown) => toast.error(describeError(error)),
    );
    setIsBusy(false);
  };
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-3">
      <TextField
        label={label}
        value={value}
        onChange={setValue}
        maxLength={120}
        autoComplete={autoComplete}
        disabled={readOnlyHint !== undefined}
        hint={readOnlyHint}
        error={value.trim() === '' && t('settings.nameMissing')}
      />
      {readOnlyHint === undefined && (
        <Button type="submit" loading={isBusy} disabled={!isChanged || value.trim() === ''} className="self-start">
          {t('ui.save')}
        </Button>
      )}
    </form>
  );
}
