'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { readPipelineStatus } from '#components/pipelines/pipeline-status.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { HomeSection, homeRow, homeRowLink } from './home-section.tsx';

const most = 5;

/** The pipelines that were edited last. */
export function RecentPipelines({ pipelines }: { pipelines: readonly PipelineSummary[] }) {
  const t = useTranslations('home');
  const recent = pipelines.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, most);
  return (
    <HomeSection title={t('recent')} link={{ href: '/pipelines', label: t('allPipelines') }}>
      <ul>
        {recent.map((pipeline) => (
          <li key={pipeline.id} className={homeRow}>
            <StatusIcon status={readPipelineStatus(pipeline)} />
            <Link href={`/pipelines/${pipeline.id}`} className={`${homeRowLink} flex-1`}>
              {pipeline.name}
            </Link>
            <span className="shrink-0 text-ink-3 text-ui">
              <RelativeTime at={pipeline.updatedAt} />
            </span>
          </li>
        ))}
      </ul>
    </HomeSection>
  );
}
