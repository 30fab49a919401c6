import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { readPageSession } from '#app/read-page-session.ts';
import { AppShell } from '#components/shell/app-shell.tsx';
import { isSetupNeeded } from '#core/security/set-up.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await readPageSession();
  if (session === null) redirect((await isSetupNeeded()) ? '/setup' : '/sign-in');
  const { userName: name, email, workspaceName } = session;
  return <AppShell viewer={{ name, email, workspaceName }}>{children}</AppShell>;
}
