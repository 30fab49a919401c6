import Link from 'next/link';
import { type ReactNode, useId } from 'react';

interface HomeSectionProps {
  title: string;
  /** Where all of it is. */
  link?: { readonly href: string; readonly label: string };
  children: ReactNode;
}

/** A titled card of the home page. */
export function HomeSection({ title, link, children }: HomeSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex min-h-6 items-center justify-between gap-4">
        <h2 id={id} className="min-w-0 truncate font-semibold text-body">
          {title}
        </h2>
        {link && (
          <Link
            href={link.href}
            className="flex min-h-6 shrink-0 items-center rounded-small text-ink-2 text-ui hover:text-ink"
          >
            {link.label}
          </Link>
        )}
      </div>
      <div className="overflow-hidden rounded-card border bg-surface">{children}</div>
    </section>
  );
}

export const homeRow =
  'relative flex min-h-11 items-center gap-3 border-b px-4 py-2 last:border-b-0 focus-within:bg-raised/60 hover:bg-raised/60';

/** A link that takes the whole row it stands in. */
export const homeRowLink =
  'min-w-0 truncate font-medium text-body outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2';
