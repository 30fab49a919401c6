import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditScreen } from '#components/settings/audit-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.audit'))('title') };
}

export default function AuditPage() {
  return <AuditScreen />;
}
