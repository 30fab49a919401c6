'use client';

import { useFormatter } from 'next-intl';
import { LocalTime } from '#components/ui/relative-time.tsx';

/** When something is due on the reader's clock: today as the hour alone, otherwise with the day; always with the zone. */
export function DueTime({ at }: { at: string }) {
  const format = useFormatter();
  const due = new Date(at);
  if (due.toDateString() !== new Date().toDateString()) return <LocalTime at={at} />;
  return (
    <time dateTime={at} title={format.dateTime(due, { dateStyle: 'full', timeStyle: 'long' })}>
      {format.dateTime(due, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })}
    </time>
  );
}
