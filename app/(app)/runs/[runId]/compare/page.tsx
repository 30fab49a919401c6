import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ComparisonScreen } from '#components/runs/comparison/comparison-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('comparison'))('title') };
}

export default async function ComparePage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <ComparisonScreen runId={runId} />;
}
