import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StepRowsScreen } from '#components/runs/rows/step-rows-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rows'))('grid') };
}

export default async function StepRowsPage({ params }: { params: Promise<{ runId: string; nodeId: string }> }) {
  const { runId, nodeId } = await params;
  return <StepRowsScreen runId={runId} nodeId={nodeId} />;
}
