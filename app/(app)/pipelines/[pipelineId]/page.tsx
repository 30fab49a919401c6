import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BuilderScreen } from '#components/builder/builder-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('builder'))('title') };
}

export default async function BuilderPage({ params }: { params: Promise<{ pipelineId: string }> }) {
  const { pipelineId } = await params;
  return <BuilderScreen key={pipelineId} pipelineId={pipelineId} />;
}
