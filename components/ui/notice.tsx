import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';

interface NoticeProps {
  icon: ReactNode;
  title: ReactNode;
  tone?: 'neutral' | 'warning' | 'error';
  children?: ReactNode;
  /** What one can do about it. */
  actions?: ReactNode;
}

const tones = {
  neutral: 'border-line bg-surface',
  warning: 'border-warning/40 bg-warning/6',
  error: 'border-error/40 bg-error/5',
};

/** Something about what is in sight that one should know, with what to do about it. Read aloud when it appears. */
export function Notice({ icon, title, tone = 'neutral', children, actions }: NoticeProps) {
  return (
    <div
      role="status"
      className={joinClasses(
        'flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-card border p-3 text-ui',
        tones[tone],
      )}
    >
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">{icon}</span>
      <div className="min-w-48 flex-1 [overflow-wrap:anywhere]">
        <p className="font-medium">{title}</p>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:pl-6.5">{actions}</div>}
    </div>
  );
}
