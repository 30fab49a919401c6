import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunsScreen } from '#components/runs/runs-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.runs'))('title') };
}

export default function RunsPage() {
  return <RunsScreen />;
}
