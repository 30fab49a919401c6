'use client';

import { useNow, useTranslations } from 'next-intl';

interface DurationTextProps {
  from: string | null;
  /** Null while it goes on: the text then counts. */
  to: string | null;
}

/** How long something took, in the two largest units that matter. */
export function DurationText({ from, to }: DurationTextProps) {
  if (from === null) return '–';
  if (to === null) return <RunningDuration from={from} />;
  return <FixedDuration ms={Date.parse(to) - Date.parse(from)} />;
}

function RunningDuration({ from }: { from: string }) {
  const now = useNow({ updateInterval: 1000 });
  return <FixedDuration ms={Math.max(0, Math.floor((now.getTime() - Date.parse(from)) / 1000) * 1000)} />;
}

function FixedDuration({ ms }: { ms: number }) {
  const t = useTranslations('app.runs');
  const seconds = Math.floor(ms / 1000);
  if (ms < 1000 && ms > 0) return t('durationMs', { ms });
  if (seconds < 10) return t('durationSeconds', { seconds: Math.round(ms / 100) / 10 });
  if (seconds < 60) return t('durationSeconds', { seconds });
  if (seconds < 3600) return t('durationMinutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  return t('durationHours', { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60) });
}
