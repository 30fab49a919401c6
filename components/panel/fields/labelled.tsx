import type { ReactNode } from 'react';

interface LabelledProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** A label over a control that names itself to screen readers. */
export function Labelled({ label, hint, children }: LabelledProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="font-medium text-ui">
        {label}
      </span>
      <div className="flex min-w-0">{children}</div>
      {hint && <p className="text-ink-3 text-meta">{hint}</p>}
    </div>
  );
}
