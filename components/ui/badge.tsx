import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';

export type Tone =
  | 'neutral'
  | 'accent'
  | 'success'
  | 'running'
  | 'warning'
  | 'error'
  | 'trigger'
  | 'source'
  | 'transform'
  | 'target';

const tones: Record<Tone, string> = {
  neutral: 'bg-raised text-ink-2',
  accent: 'bg-accent/10 text-accent',
  success: 'bg-success/10 text-success',
  running: 'bg-running/10 text-running',
  warning: 'bg-warning/10 text-warning',
  error: 'bg-error/8 text-error',
  trigger: 'bg-trigger/10 text-trigger',
  source: 'bg-source/10 text-source',
  transform: 'bg-transform/10 text-transform',
  target: 'bg-target/10 text-target',
};

export function Badge({
  tone = 'neutral',
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={joinClasses(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-pill px-2 font-medium text-meta whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
