import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { IssuesScreen } from '#components/issues/issues-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('issues'))('title') };
}

export default function IssuesPage() {
  return <IssuesScreen />;
}
