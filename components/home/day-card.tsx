'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NumberText } from '#components/ui/number.tsx';
import type { Day } from '#core/contracts/home.ts';
import { HomeSection } from './home-section.tsx';

/** What ran in the last 24 hours: rows, runs and failures, and the hours they fell in. */
export function DayCard({ day }: { day: Day }) {
  const t = useTranslations('home');
  return (
    <HomeSection title={t('day')} link={{ href: '/runs', label: t('allRuns') }}>
      <dl className="grid grid-cols-3 divide-x">
        <Figure label={t('rows')} detail={day.rowsRejected > 0 && t('rejected', { count: day.rowsRejected })}>
          <NumberText value={day.rowsLoaded} compact />
        </Figure>
        <Figure label={t('runs')} href="/runs" detail={day.running > 0 && t('running', { count: day.running })}>
          <NumberText value={day.runs} compact />
        </Figure>
        <Figure label={t('failures')} href="/runs?status=failed">
          <span className={day.failed > 0 ? 'text-error' : undefined}>
            <NumberText value={day.failed} compact />
          </span>
        </Figure>
      </dl>
      {day.runs > 0 ? (
        <HourBars day={day} />
      ) : (
        <p className="border-t px-4 py-6 text-center text-ink-2 text-ui">{t('quiet')}</p>
      )}
    </HomeSection>
  );
}

interface FigureProps {
  label: string;
  href?: string;
  detail?: string | false;
  children: ReactNode;
}

function Figure({ label, href, detail, children }: FigureProps) {
  return (
    <div className="relative min-w-0 px-4 py-3 has-[a:hover]:bg-raised/60">
      <dt className="truncate text-ink-2 text-ui">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0">
            {label}
          </Link>
        ) : (
          label
        )}
      </dt>
      <dd className="mt-0.5 font-semibold text-number">{children}</dd>
      {detail && <dd className="truncate text-ink-3 text-meta">{detail}</dd>}
    </div>
  );
}

const barsHeight = 72;

/** A bar of rows per hour, on a scale that keeps small hours in sight; a red foot where a run failed. */
function HourBars({ day }: { day: Day }) {
  const t = useTranslations('home');
  const format = useFormatter();
  const most = Math.max(1, ...day.hours.map(({ rowsLoaded }) => rowsLoaded));
  const heightOf = (rows: number) => (rows === 0 ? 0 : Math.max(3, Math.sqrt(rows / most) * barsHeight));
  const name = (at: string) => format.dateTime(new Date(at), { hour: 'numeric', minute: '2-digit' });
  const [first, middle, last] = [day.hours[0], day.hours[12], day.hours.at(-1)];
  return (
    <figure className="border-t px-4 pt-4 pb-3">
      <div
        role="img"
        aria-label={t('hoursLabel', { rows: day.rowsLoaded, failed: day.failed })}
        className="flex items-end gap-1"
        style={{ height: barsHeight + 8 }}
      >
        {day.hours.map(({ at, succeeded, failed, rowsLoaded }) => (
          <div
            key={at}
            title={`${name(at)} · ${t('hour', { rows: rowsLoaded, runs: succeeded + failed, failed })}`}
            className="flex h-full min-w-0 flex-1 flex-col justify-end gap-0.5"
          >
            <div className="rounded-small bg-accent/70" style={{ height: heightOf(rowsLoaded) }} />
            <div
              className={`rounded-pill ${failed > 0 ? 'h-1.5 bg-error' : succeeded > 0 ? 'h-0.5 bg-success' : 'h-0.5 bg-line'}`}
            />
          </div>
        ))}
      </div>
      <figcaption aria-hidden className="mt-1.5 flex justify-between text-ink-3 text-meta">
        {[first, middle, last].map((hour) => hour && <span key={hour.at}>{name(hour.at)}</span>)}
      </figcaption>
    </figure>
  );
}
