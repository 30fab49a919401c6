import type { ReactNode } from 'react';

/** A part that scrolls by itself, by keyboard too: whatever scrolls must be within its reach. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what has the focus
    <section tabIndex={0} aria-label={label} className={className}>
      {children}
    </section>
  );
}
