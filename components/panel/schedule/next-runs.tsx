import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { checkCron } from '#core/schedules/check-cron.ts';
import { nextOccurrences } from '#core/schedules/next-occurrences.ts';
import { findClockChange } from './find-clock-change.ts';

interface NextRunsProps {
  readonly cron: string;
  readonly timeZone: string;
}

const shownRuns = 5;

/** The next runs on the clock of the schedule's zone, and on the reader's own where that is another. */
export function NextRuns({ cron, timeZone }: NextRunsProps) {
  const t = useTranslations('builder.schedule');
  const format = useFormatter();
  const runs = useMemo(
    () => (checkCron(cron, timeZone) === null ? nextOccurrences(cron, timeZone, shownRuns, new Date()) : []),
    [cron, timeZone],
  );
  if (runs.length === 0) return null;
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clockChange = findClockChange(timeZone, new Date());
  return (
    <section className="rounded-control bg-raised px-3 py-2">
      <h3 className="font-medium text-ui">{t('nextRuns')}</h3>
      <ol className="mt-1 flex flex-col gap-0.5 text-ui">
        {runs.map((run) => (
          <li key={run.getTime()} className="flex justify-between gap-2">
            <time dateTime={run.toISOString()}>
              {format.dateTime(run, {
                weekday: 'short',
                day: 'numeric',
                month: 'short',
                hour: '2-digit',
                minute: '2-digit',
                hourCycle: 'h23',
                timeZone,
              })}
            </time>
            {ownZone !== timeZone && (
              <span className="text-ink-3">
                {t('yourTime', {
                  time: format.dateTime(run, {
                    hour: '2-digit',
                    minute: '2-digit',
                    hourCycle: 'h23',
                    timeZone: ownZone,
                  }),
                })}
              </span>
            )}
          </li>
        ))}
      </ol>
      {clockChange !== null && (
        <p className="mt-1.5 text-ink-3 text-meta">
          {t('clockChange', {
            date: format.dateTime(clockChange, { day: 'numeric', month: 'long', year: 'numeric', timeZone }),
          })}
        </p>
      )}
    </section>
  );
}
