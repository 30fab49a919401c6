'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { DurationText } from '#components/runs/duration-text.tsx';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { LoggedRequestView } from '#core/contracts/network.ts';

const cell = 'px-3 py-2 align-top max-md:block max-md:px-4 max-md:py-0.5';

export function RequestLogRow({ request }: { request: LoggedRequestView }) {
  const t = useTranslations('connections.requestLog');
  const format = useFormatter();
  const { at, method, address, attempt, bytes, durationMs, runId } = request;
  const until = new Date(Date.parse(at) + durationMs).toISOString();
  return (
    <tr className="border-b last:border-b-0 max-md:block max-md:py-2">
      <td className={`${cell} text-ink-3 text-meta`}>
        <LocalTime at={at} seconds />
      </td>
      <td className={cell}>
        <span className="mr-2 font-medium text-meta">{method === 'CONNECT' ? t('connect') : method}</span>
        <span className="font-mono text-meta [overflow-wrap:anywhere]">{address}</span>
        {attempt > 1 && <span className="ml-2 text-ink-3 text-meta">{t('attempt', { attempt })}</span>}
      </td>
      <td className={cell}>
        <Outcome request={request} />
      </td>
      <td className={`${cell} text-ink-2 text-meta tabular-nums md:text-right`}>
        <DurationText from={at} to={until} />
        {bytes > 0 && (
          <span className="text-ink-3 max-md:ml-2 md:block">
            {bytes < 1000
              ? format.number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })
              : format.number(Math.round(bytes / 1000), { style: 'unit', unit: 'kilobyte' })}
          </span>
        )}
      </td>
      <td className={cell}>
        {runId !== null && (
          <Link href={`/runs/${runId}`} className="text-accent text-meta hover:underline">
            {t('run')}
          </Link>
        )}
      </td>
    </tr>
  );
}

/** The answer's status, or why there was none in a few words. */
function Outcome({ request: { status, failed, errorCode } }: { request: LoggedRequestView }) {
  const t = useTranslations('connections.requestLog');
  const words =
    status !== null
      ? String(status)
      : errorCode === null
        ? t('connected')
        : t(t.has(`errors.${errorCode}`) ? `errors.${errorCode}` : 'errors.other');
  return (
    <span className="flex items-center gap-1.5">
      <StatusIcon status={failed ? 'failed' : 'succeeded'} />
      <span className="min-w-0 tabular-nums">{words}</span>
    </span>
  );
}
