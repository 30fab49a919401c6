import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { PipelinesScreen } from '#components/pipelines/pipelines-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.pipelines'))('title') };
}

export default function PipelinesPage() {
  return (
    <NuqsAdapter>
      <PipelinesScreen />
    </NuqsAdapter>
  );
}
