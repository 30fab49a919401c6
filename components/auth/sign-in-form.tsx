'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { focusFirstFault } from '#components/ui/focus-first-fault.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { enterApp } from './enter-app.ts';
import { FormFailure } from './form-failure.tsx';
import { PasswordField } from './password-field.tsx';

const refusals: Record<string, 'wrong' | 'throttled'> = {
  credentials_wrong: 'wrong',
  CredentialsSignin: 'wrong',
  sign_in_throttled: 'throttled',
};

/** E-mail and password; afterwards back to the page that asked for it. */
export function SignInForm() {
  return (
    <Suspense>
      <SignInFields />
    </Suspense>
  );
}

/** Only paths of our own: an address from the URL must not lead elsewhere. */
function readTarget(value: string | null): string {
  return value?.startsWith('/') && !/^\/[/\\]/.test(value) ? value : '/home';
}

function SignInFields() {
  const t = useTranslations('app');
  const parameters = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [showsErrors, setShowsErrors] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const emailIsGood = /^\S+@\S+$/.test(email.trim());

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setShowsErrors(true);
    if (!emailIsGood || password === '') return focusFirstFault(event.currentTarget);
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    const refusal = await enterApp(email.trim(), password, readTarget(parameters.get('from'))).catch(() => 'network');
    if (refusal === null) return;
    const reason = refusals[refusal];
    setFailure(
      reason
        ? t(`auth.${reason}`)
        : t(refusal === 'network' ? 'failures.networkUnreachable' : 'failures.serverUnavailable'),
    );
    setIsBusy(false);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormFailure text={failure ?? (parameters.has('from') && !showsErrors ? t('auth.sessionEnded') : null)} />
      <TextField
        label={t('auth.email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus
        size="large"
        value={email}
        onChange={setEmail}
        error={showsErrors && !emailIsGood && t('auth.emailInvalid')}
      />
      <PasswordField
        label={t('auth.password')}
        autoComplete="current-password"
        size="large"
        value={password}
        onChange={setPassword}
        error={showsErrors && password === '' && t('auth.passwordMissing')}
      />
      <Button variant="primary" size="large" type="submit" loading={isBusy} className="mt-2 w-full">
        {t('auth.signIn')}
      </Button>
    </form>
  );
}
