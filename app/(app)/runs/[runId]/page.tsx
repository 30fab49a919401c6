import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunScreen } from '#components/runs/run-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.runs'))('title') };
}

export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <RunScreen key={runId} runId={runId} />;
}
