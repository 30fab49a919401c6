import { CircleAlert } from 'lucide-react';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from './field-problem.tsx';

/** The problem of a whole list of settings, under it. */
export function SectionProblem({ node, field }: { node: GraphNode; field: string }) {
  const problem = useFieldProblem(node, field);
  if (problem === undefined) return null;
  return (
    <p className="flex items-start gap-1.5 text-error text-meta">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0">{problem}</span>
    </p>
  );
}
