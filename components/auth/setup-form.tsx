'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { callApi } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { focusFirstFault } from '#components/ui/focus-first-fault.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { setupRequestSchema } from '#core/contracts/identity.ts';
import { enterApp } from './enter-app.ts';
import { FormFailure } from './form-failure.tsx';
import { minPasswordLength } from './measure-strength.ts';
import { PasswordField } from './password-field.tsx';
import { StrengthMeter } from './strength-meter.tsx';

type SetupField = 'name' | 'email' | 'password' | 'workspaceName';

const emptyValues: Record<SetupField, string> = { name: '', email: '', password: '', workspaceName: '' };
const answerSchema = z.object({ userId: z.string() });

/** Creates the owner and signs them in. */
export function SetupForm() {
  const t = useTranslations('app.auth');
  const { values, setValue, errors, failure, isBusy, submit } = useSetup();
  const field = (name: SetupField) => ({
    value: values[name],
    onChange: (value: string) => setValue(name, value),
    error: errors[name],
    size: 'large' as const,
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormFailure text={failure} />
      <TextField label={t('name')} autoComplete="name" autoFocus {...field('name')} />
      <TextField label={t('email')} type="email" autoComplete="email" inputMode="email" {...field('email')} />
      <PasswordField
        label={t('password')}
        autoComplete="new-password"
        hint={t('passwordHint', { min: minPasswordLength })}
        {...field('password')}
      />
      <StrengthMeter password={values.password} />
      <TextField
        label={t('workspace')}
        autoComplete="organization"
        hint={t('workspaceHint')}
        {...field('workspaceName')}
      />
      <Button variant="primary" size="large" type="submit" loading={isBusy} className="mt-2 w-full">
        {t('create')}
      </Button>
    </form>
  );
}

function useSetup() {
  const t = useTranslations('app.auth');
  const describeError = useErrorText();
  const [values, setValues] = useState(emptyValues);
  const [showsErrors, setShowsErrors] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const texts: Record<SetupField, string> = {
    name: t('nameMissing'),
    email: t('emailInvalid'),
    password: t('passwordShort', { min: minPasswordLength }),
    workspaceName: t('workspaceMissing'),
  };
  const parsed = setupRequestSchema.safeParse({ ...values, email: values.email.trim() });
  const wrong = new Set(showsErrors && !parsed.success ? parsed.error.issues.map(({ path }) => path[0]) : []);
  const errors = Object.fromEntries(Object.entries(texts).filter(([name]) => wrong.has(name)));

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setShowsErrors(true);
    if (!parsed.success) return focusFirstFault(event.currentTarget);
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await callApi('/setup', answerSchema, { method: 'POST', body: parsed.data });
      const refusal = await enterApp(parsed.data.email, parsed.data.password);
      if (refusal !== null) window.location.assign('/sign-in');
    } catch (error) {
      setFailure(describeError(error));
      setIsBusy(false);
    }
  };
  const setValue = (name: SetupField, value: string) => setValues((current) => ({ ...current, [name]: value }));
  return { values, setValue, errors: errors as Partial<typeof texts>, failure, isBusy, submit };
}
