import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PeopleScreen } from '#components/people/people-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app.people'))('title') };
}

export default function PeoplePage() {
  return <PeopleScreen />;
}
