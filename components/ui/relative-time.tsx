'use client';

import { useFormatter, useNow } from 'next-intl';

/** "3 minutes ago", kept current; the exact moment with its zone in the title. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 20_000 });
  const moment = new Date(at);
  const nearest = Math.abs(now.getTime() - moment.getTime()) < 1000 ? now : moment;
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
