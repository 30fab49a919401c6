'use client';

import { useFormatter, useNow } from 'next-intl';

const tickMs = 20_000;

/** "3 minutes ago", kept current; the exact moment with its zone in the title. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: tickMs });
  const moment = new Date(at);
  // The clock ticks in steps, late ones on a busy machine: what happened since the last one is now, not ahead of it.
  const ahead = moment.getTime() - now.getTime();
  const nearest = ahead > 0 && ahead <= 2 * tickMs ? now : moment;
  return (
    <time dateTime={at} title={format.dateTime(moment, { dateStyle: 'full', timeStyle: 'long' })} className={className}>
      {format.relativeTime(nearest, now)}
    </time>
  );
}

/** A moment on the reader's clock, with the zone's short name. */
export function LocalTime({ at, seconds = false, className }: { at: string; seconds?: boolean; className?: string }) {
  const format = useFormatter();
  const moment = new Date(at);
  const text = format.dateTime(moment, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    second: seconds ? '2-digit' : undefined,
    timeZoneName: 'short',
  });
  return (
    <time dateTime={at} title={format.dateTime(moment, { dateStyle: 'full', timeStyle: 'long' })} className={className}>
      {text}
    </time>
  );
}
