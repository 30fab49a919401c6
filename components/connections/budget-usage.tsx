'use client';

import { Clock, TriangleAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/relative-time.tsx';
import type { BudgetView } from '#core/contracts/budgets.ts';

/** What was sent today, what it comes to, and whether something holds requests back. */
export function BudgetUsage({ budget }: { budget: BudgetView }) {
  const t = useTranslations('connections.budget');
  const { settings, today, days, vendor } = budget;
  const { dailyRequests } = settings;
  const used = { used: today.used, people: today.interactive };
  return (
    <div className="flex flex-col gap-3">
      <FlowNotice budget={budget} />
      <div className="rounded-card border bg-surface p-4">
        <p className="text-ink-2 text-ui">{t('today')}</p>
        <p className="mt-0.5 font-semibold text-page tabular-nums">
          {dailyRequests === null ? t('used', used) : t('usedOf', { ...used, budget: dailyRequests })}
        </p>
        {dailyRequests !== null && <UseBar used={today.used} budget={dailyRequests} />}
        <Forecast today={today} />
        {vendor !== null && (
          <p className="mt-1 text-ink-3 text-meta">
            {t('vendorCounts', vendor)} <LocalTime at={vendor.at} />
          </p>
        )}
        {days.length > 1 && <DayBars days={days} />}
      </div>
    </div>
  );
}

function FlowNotice({ budget: { state, until } }: { budget: BudgetView }) {
  const t = useTranslations('connections.budget');
  if (state === 'flowing') return null;
  const Icon = state === 'paused' ? Clock : TriangleAlert;
  return (
    <p role="status" className="flex items-start gap-2 rounded-card border border-warning/40 bg-warning/5 p-3 text-ui">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <span className="min-w-0">
        {t(`states.${state}`)} {until !== null && <LocalTime at={until} seconds />}
      </span>
    </p>
  );
}

function Forecast({ today: { used, forecast, spentAt, resetsAt } }: { today: BudgetView['today'] }) {
  const t = useTranslations('connections.budget');
  const format = useFormatter();
  const time = (at: string) => format.dateTime(new Date(at), { hour: 'numeric', minute: '2-digit' });
  return (
    <p className="mt-2 text-ink-2 text-ui text-pretty">
      {used === 0 && forecast === 0 ? t('quiet') : t('forecast', { forecast, time: time(resetsAt) })}
      {spentAt !== null && (
        <span className="mt-1 block font-medium text-warning">{t('spentAt', { time: time(spentAt) })}</span>
      )}
    </p>
  );
}

function UseBar({ used, budget }: { used: number; budget: number }) {
  const t = useTranslations('connections.budget');
  const percent = Math.min(100, Math.round((used / budget) * 100));
  const tone = percent >= 90 ? 'bg-error' : percent >= 70 ? 'bg-warning' : 'bg-accent';
  return (
    <div
      role="progressbar"
      aria-label={t('share')}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="mt-2 h-1.5 overflow-hidden rounded-pill bg-raised"
    >
      <div className={`h-full rounded-pill ${tone}`} style={{ width: `${percent}%` }} />
    </div>
  );
}

/** The last days beside each other; read aloud as a list. */
function DayBars({ days }: { days: BudgetView['days'] }) {
  const t = useTranslations('connections.budget');
  const format = useFormatter();
  const most = Math.max(1, ...days.map(({ requests }) => requests));
  const name = (day: string) => format.dateTime(new Date(`${day}T12:00:00Z`), { day: 'numeric', month: 'short' });
  return (
    <ul aria-label={t('days')} className="mt-4 flex h-12 items-end gap-1">
      {days.map(({ day, requests }) => (
        <li
          key={day}
          title={t('day', { day: name(day), requests })}
          className="max-w-6 flex-1 rounded-t-small bg-line-strong"
          style={{ height: `${Math.max(4, (requests / most) * 100)}%` }}
        >
          <span className="sr-only">{t('day', { day: name(day), requests })}</span>
        </li>
      ))}
    </ul>
  );
}
