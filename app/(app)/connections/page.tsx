import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionsScreen } from '#components/connections/connections-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') };
}

export default function ConnectionsPage() {
  return <ConnectionsScreen />;
}
