'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { minPasswordLength } from '#components/auth/measure-strength.ts';
import { PasswordField } from '#components/auth/password-field.tsx';
import { StrengthMeter } from '#components/auth/strength-meter.tsx';
import { ApiError } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useUpdateMe } from '#components/queries/use-me.ts';
import { Button } from '#components/ui/button.tsx';
import { focusFirstFault } from '#components/ui/focus-first-fault.ts';
import { toast } from '#components/ui/toast.ts';
import { SettingsSection } from './settings-section.tsx';

export function PasswordSettings({ email }: { email: string }) {
  const t = useTranslations('app');
  const describeError = useErrorText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [showsErrors, setShowsErrors] = useState(false);
  const { mutate: updateMe, isPending, error, reset } = useUpdateMe();
  const isWrong = error instanceof ApiError && error.code === 'password_wrong';

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setShowsErrors(true);
    if (current === '' || next.length < minPasswordLength) return focusFirstFault(event.currentTarget);
    if (isPending) return;
    const onSuccess = () => {
      setCurrent('');
      setNext('');
      setShowsErrors(false);
      toast.success(t('settings.passwordChanged'));
    };
    const onError = (failure: Error) => {
      if (!(failure instanceof ApiError && failure.code === 'password_wrong')) toast.error(describeError(failure));
    };
    updateMe({ password: { current, next } }, { onSuccess, onError });
  };

  return (
    <SettingsSection title={t('settings.password')} text={t('settings.passwordText')}>
      <form onSubmit={save} noValidate className="flex flex-col gap-4">
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('settings.currentPassword')}
          autoComplete="current-password"
          value={current}
          onChange={(value) => {
            setCurrent(value);
            if (isWrong) reset();
          }}
          error={isWrong ? error.message : showsErrors && current === '' && t('auth.passwordMissing')}
        />
        <PasswordField
          label={t('settings.newPassword')}
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          hint={t('auth.passwordHint', { min: minPasswordLength })}
          error={showsErrors && next.length < minPasswordLength && t('auth.passwordShort', { min: minPasswordLength })}
        />
        <StrengthMeter password={next} />
        <Button type="submit" loading={isPending} className="self-start">
          {t('settings.changePassword')}
        </Button>
      </form>
    </SettingsSection>
  );
}
