import { Ban, Download, Hourglass, Upload } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/relative-time.tsx';
import type { PersonFound } from '#core/contracts/people.ts';

const icons = { read: Download, written: Upload, rejected: Ban, held: Hourglass };

/** Every read, write and refusal, newest first, each with the run it was in. */
export function SightingList({ found }: { found: PersonFound }) {
  const t = useTranslations('app.people');
  const format = useFormatter();
  const { sightings, since } = found;
  const reach =
    since === null
      ? t('nothingIndexed')
      : t('since', { since: format.dateTime(new Date(since), { dateStyle: 'long' }) });
  return (
    <section aria-label={t('timeline')}>
      <p className="mb-2 text-ink-2 text-ui" role="status">
        {t('found', { count: sightings.length })} {reach} {!found.complete && t('incomplete')}
      </p>
      {sightings.length > 0 && (
        <ol className="overflow-hidden rounded-card border bg-surface">
          {sightings.map(({ runId, pipelineName, at, nodeId, nodeName, role }) => {
            const Icon = icons[role];
            return (
              <li key={`${runId} ${nodeId} ${role}`} className="border-b last:border-b-0">
                <Link
                  href={`/runs/${runId}`}
                  className="flex min-h-12 flex-wrap items-center gap-x-3 px-4 py-2 hover:bg-raised sm:flex-nowrap"
                >
                  <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium text-body">
                      {t(`roles.${role}`, { name: nodeName })}
                    </span>
                    <span className="block truncate text-ink-2 text-ui">{pipelineName}</span>
                  </span>
                  <span className="basis-full pl-7 text-ink-2 text-ui tabular-nums sm:shrink-0 sm:basis-auto sm:pl-0">
                    <LocalTime at={at} />
                  </span>
                </Link>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
