'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';

export type Status =
  | 'queued'
  | 'pending'
  | 'running'
  | 'retrying'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'paused'
  | 'skipped'
  | 'warning';

const cut = {
  fill: 'none',
  stroke: 'var(--surface)',
  strokeWidth: 1.75,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75, strokeLinecap: 'round' } as const;

/** Each has a shape of its own, so that colour is never the only sign. */
const shapes: Record<Status, ReactNode> = {
  queued: <circle cx="8" cy="8" r="6" {...ring} strokeDasharray="0.4 3.37" />,
  pending: <circle cx="8" cy="8" r="5.5" {...ring} />,
  running: (
    <g>
      <circle cx="8" cy="8" r="6" {...ring} opacity="0.3" />
      <path d="M8 2a6 6 0 0 1 6 6" {...ring} className="origin-center animate-turn" />
      <circle cx="8" cy="8" r="2.25" fill="currentColor" />
    </g>
  ),
  retrying: (
    <g>
      <path d="M13.2 5.2A6 6 0 1 0 14 8" {...ring} />
      <path d="M13.5 1.75v3.6H9.9" {...ring} strokeLinejoin="round" />
    </g>
  ),
  succeeded: (
    <g>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m5 8.25 2.1 2.1L11 6.1" {...cut} />
    </g>
  ),
  failed: (
    <g>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
      <path d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5" {...cut} />
    </g>
  ),
  cancelled: (
    <g>
      <circle cx="8" cy="8" r="6" {...ring} />
      <path d="m4 12 8-8" {...ring} />
    </g>
  ),
  paused: (
    <g>
      <rect x="1.5" y="1.5" width="13" height="13" rx="3.5" fill="currentColor" />
      <path d="M6.25 5.5v5m3.5-5v5" {...cut} />
    </g>
  ),
  skipped: (
    <g>
      <circle cx="8" cy="8" r="6" {...ring} />
      <path d="M5.5 8h5" {...ring} />
    </g>
  ),
  warning: (
    <g>
      <path d="M8 1.5 15 14H1z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 6v3.5m0 2.1v.1" {...cut} />
    </g>
  ),
};

const colours: Record<Status, string> = {
  queued: 'text-idle',
  pending: 'text-idle',
  running: 'text-running',
  retrying: 'text-warning',
  succeeded: 'text-success',
  failed: 'text-error',
  cancelled: 'text-idle',
  paused: 'text-warning',
  skipped: 'text-idle',
  warning: 'text-warning',
};

interface StatusIconProps {
  status: Status;
  /** The status is named in text beside it: the icon is not read aloud. */
  decorative?: boolean;
  className?: string;
}

export function StatusIcon({ status, decorative = false, className }: StatusIconProps) {
  const t = useTranslations('app.status');
  return (
    <svg
      viewBox="0 0 16 16"
      role="img"
      aria-hidden={decorative || undefined}
      aria-label={decorative ? undefined : t(status)}
      className={joinClasses('size-4 shrink-0', colours[status], className)}
    >
      {shapes[status]}
    </svg>
  );
}
