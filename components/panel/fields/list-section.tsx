import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { SectionProblem } from './section-problem.tsx';

export interface ListSectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly node: GraphNode;
  /** The setting that holds the list. */
  readonly field: string;
  readonly addLabel: string;
  readonly onAdd: () => void;
  /** Further ways to add, beside the button. */
  readonly more?: ReactNode;
  /** The entries, each a list item. */
  readonly children: ReactNode;
}

/** A list of settings with its title, the way to add to it, and what is wrong with it as a whole. */
export function ListSection({ title, hint, node, field, addLabel, onAdd, more, children }: ListSectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="font-medium text-ui">{title}</h3>
      {hint !== undefined && <p className="text-ink-3 text-meta">{hint}</p>}
      <ul className="flex flex-col gap-2">{children}</ul>
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={Plus} onClick={onAdd}>
          {addLabel}
        </Button>
        {more}
      </div>
      <SectionProblem node={node} field={field} />
    </section>
  );
}
