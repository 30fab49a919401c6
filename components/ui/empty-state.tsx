import type { ReactNode } from 'react';

interface EmptyStateProps {
  /** An icon element; sized here. */
  icon?: ReactNode;
  title: string;
  description?: ReactNode;
  /** What one can do about it. */
  actions?: ReactNode;
  /** A drawing instead of the icon. */
  picture?: ReactNode;
  /** 1 where it is the whole page. */
  headingLevel?: 1 | 2;
}

export function EmptyState({ icon, title, description, actions, picture, headingLevel = 2 }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-12 text-center">
      {picture}
      {icon && (
        <span className="flex size-10 items-center justify-center rounded-card bg-raised text-ink-2 [&_svg]:size-5">
          {icon}
        </span>
      )}
      <Heading className="mt-4 font-semibold text-title text-balance">{title}</Heading>
      {description && <p className="mt-1 text-ink-2 text-body text-pretty">{description}</p>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
