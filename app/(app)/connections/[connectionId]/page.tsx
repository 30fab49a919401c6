import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionScreen } from '#components/connections/detail/connection-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') };
}

export default async function ConnectionPage({ params }: { params: Promise<{ connectionId: string }> }) {
  const { connectionId } = await params;
  return <ConnectionScreen connectionId={connectionId} />;
}
