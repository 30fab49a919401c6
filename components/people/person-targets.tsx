import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { PersonTarget } from '#core/contracts/people.ts';

const icons = { done: 'succeeded', retrying: 'retrying', failed: 'failed', rejected: 'warning' } as const;

/** The person at each target: whether the newest run that had them on the way there has brought them. */
export function PersonTargets({ targets }: { targets: readonly PersonTarget[] }) {
  const t = useTranslations('app.people.targets');
  if (targets.length === 0) return null;
  return (
    <section aria-labelledby="person-targets">
      <h2 id="person-targets" className="mb-2 font-semibold text-body">
        {t('title')}
      </h2>
      <ul className="overflow-hidden rounded-card border bg-surface">
        {targets.map(({ pipelineId, pipelineName, nodeId, nodeName, runId, at, state, nextAt }) => (
          <li key={`${pipelineId} ${nodeId}`} className="border-b last:border-b-0">
            <Link href={`/runs/${runId}`} className="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-raised">
              <StatusIcon status={icons[state]} decorative />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium text-body">{nodeName}</span>
                <span className="block truncate text-ink-2 text-ui">{pipelineName}</span>
              </span>
              <span className="shrink-0 text-right text-ui">
                <span className="block">{t(state)}</span>
                <span className="block text-ink-2 text-meta tabular-nums">
                  {state === 'retrying' && nextAt === null ? (
                    t('behind')
                  ) : (
                    <>
                      {state === 'retrying' && `${t('next')} `}
                      <LocalTime at={nextAt ?? at} />
                    </>
                  )}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
