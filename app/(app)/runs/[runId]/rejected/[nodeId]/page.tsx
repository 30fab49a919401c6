import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RejectedScreen } from '#components/rejected/rejected-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.rejected'))('title') };
}

export default async function RejectedPage({ params }: { params: Promise<{ runId: string; nodeId: string }> }) {
  const { runId, nodeId } = await params;
  return <RejectedScreen key={`${runId} ${nodeId}`} runId={runId} nodeId={nodeId} />;
}
