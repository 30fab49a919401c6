import type { ReactNode } from 'react';
import { useRights } from '#components/queries/use-me.ts';
import { BackLink } from '#components/shell/back-link.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';

interface AdminPageProps {
  readonly title: string;
  readonly back: string;
  /** Said to everybody else. */
  readonly adminsOnly: string;
  readonly children: ReactNode;
}

/** A page under the settings that only administrators may see. */
export function AdminPage({ title, back, adminsOnly, children }: AdminPageProps) {
  const rights = useRights();
  return (
    <PageFrame title={title} width="narrow" lead={<BackLink href="/settings">{back}</BackLink>}>
      {rights?.isAdmin && children}
      {rights !== null && !rights.isAdmin && <p className="text-body text-ink-2">{adminsOnly}</p>}
    </PageFrame>
  );
}
