import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readPageSession } from '#app/read-page-session.ts';
import { AuthFrame } from '#components/auth/auth-frame.tsx';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { isSetupNeeded } from '#core/security/set-up.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.auth'))('signIn') };
}

export default async function SignInPage() {
  if (await readPageSession()) redirect('/home');
  if (await isSetupNeeded()) redirect('/setup');
  const t = await getTranslations('app.auth');
  return (
    <AuthFrame title={t('signInTitle')} text={t('signInText')}>
      <SignInForm />
    </AuthFrame>
  );
}
