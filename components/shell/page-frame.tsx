import type { ReactNode } from 'react';
import { joinClasses } from '#components/ui/join-classes.ts';

interface PageFrameProps {
  title: ReactNode;
  /** Above the title, such as a way back. */
  lead?: ReactNode;
  /** Under the title, in small. */
  detail?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: 'wide' | 'narrow';
}

/** Title, actions and content of one page, with the same margins everywhere. */
export function PageFrame({ title, lead, detail, actions, children, width = 'wide' }: PageFrameProps) {
  return (
    <div
      className={joinClasses(
        'mx-auto flex min-h-full w-full flex-col px-4 pt-5 pb-10 md:px-8 md:pt-7',
        width === 'wide' ? 'max-w-7xl' : 'max-w-3xl',
      )}
    >
      {lead}
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-page text-balance [overflow-wrap:anywhere]">{title}</h1>
          {detail}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
