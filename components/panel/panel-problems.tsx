import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { GraphNode } from '#core/graph/graph.ts';

/** Problems of a step that belong to no single field: what it lacks to be connected, for one. */
export function PanelProblems({ node }: { node: GraphNode }) {
  const problems = useShallowBuilder((state) =>
    state.problems.filter(({ nodeId, field }) => nodeId === node.id && field === undefined),
  );
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {problems.map(({ code, message, severity }) => {
        const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
        const color = severity === 'error' ? 'bg-error/8 text-error' : 'bg-warning/10 text-warning';
        return (
          <li key={code} className={`flex items-start gap-2 rounded-control px-2.5 py-1.5 text-ui ${color}`}>
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0">{message}</span>
          </li>
        );
      })}
    </ul>
  );
}
