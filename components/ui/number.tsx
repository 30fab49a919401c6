'use client';

import { useFormatter } from 'next-intl';

/** A number as the reader writes it; `compact` shortens (12.4K) and keeps the whole in the title. */
export function NumberText({ value, compact = false }: { value: number; compact?: boolean }) {
  const format = useFormatter();
  const whole = format.number(value, { useGrouping: 'always' });
  if (!compact || value < 10_000) return whole;
  return <span title={whole}>{format.number(value, { notation: 'compact', maximumFractionDigits: 1 })}</span>;
}
