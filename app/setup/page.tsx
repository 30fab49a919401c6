import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '#components/auth/auth-frame.tsx';
import { SetupForm } from '#components/auth/setup-form.tsx';
import { isSetupNeeded } from '#core/security/set-up.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.auth'))('setupTitle') };
}

export default async function SetupPage() {
  if (!(await isSetupNeeded())) redirect('/sign-in');
  const t = await getTranslations('app.auth');
  return (
    <AuthFrame title={t('setupTitle')} text={t('setupText')}>
      <SetupForm />
    </AuthFrame>
  );
}
