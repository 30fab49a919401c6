'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DueTime } from '#components/pipelines/due-time.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { HomeSection, homeRow, homeRowLink } from './home-section.tsx';

const most = 5;

/** What the schedules start next, on the reader's clock. */
export function NextRuns({ pipelines }: { pipelines: readonly PipelineSummary[] }) {
  const t = useTranslations('home');
  const due = pipelines
    .flatMap(({ id, name, nextDueAt }) => (nextDueAt === null ? [] : [{ id, name, nextDueAt }]))
    .toSorted((a, b) => a.nextDueAt.localeCompare(b.nextDueAt));
  return (
    <HomeSection
      title={t('next')}
      link={
        due.length > most ? { href: '/pipelines?trigger=schedule', label: t('all', { count: due.length }) } : undefined
      }
    >
      {due.length === 0 ? (
        <p className="px-4 py-3 text-ink-2 text-ui text-pretty">{t('nothingNext')}</p>
      ) : (
        <ul>
          {due.slice(0, most).map(({ id, name, nextDueAt }) => (
            <li key={id} className={`${homeRow} justify-between`}>
              <Link href={`/pipelines/${id}`} className={homeRowLink}>
                {name}
              </Link>
              <span className="shrink-0 text-ink-2 text-ui">
                <DueTime at={nextDueAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </HomeSection>
  );
}
