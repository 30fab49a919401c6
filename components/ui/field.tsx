'use client';

import { Field as Base } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';

export interface FieldTexts {
  label: string;
  /** The label is read aloud but not shown. */
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  /** Says "optional" beside the label. */
  optional?: boolean;
  /** Shown at the right end of the label's line. */
  aside?: ReactNode;
  disabled?: boolean;
  className?: string;
}

/** Label above, control, then the error or else the hint; wired for screen readers. */
export function Field({ children, ...texts }: FieldTexts & { children: ReactNode }) {
  const { label, hideLabel, hint, error, optional, aside, disabled, className } = texts;
  const t = useTranslations('app.ui');
  const hasError = error !== undefined && error !== null && error !== false && error !== '';
  return (
    <Base.Root invalid={hasError} disabled={disabled} className={joinClasses('flex min-w-0 flex-col gap-1', className)}>
      <div className={hideLabel ? 'sr-only' : 'flex items-baseline justify-between gap-2'}>
        <Base.Label className="font-medium text-ink text-ui">
          {label}
          {optional && <span className="font-normal text-ink-3"> {t('optional')}</span>}
        </Base.Label>
        {aside && (
          <span data-aside className="contents">
            {aside}
          </span>
        )}
      </div>
      {children}
      {hasError ? (
        <Base.Error match className="flex items-start gap-1.5 text-error text-meta">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{error}</span>
        </Base.Error>
      ) : (
        hint && <Base.Description className="text-ink-3 text-meta">{hint}</Base.Description>
      )}
    </Base.Root>
  );
}
