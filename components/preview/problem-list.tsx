import { CircleAlert } from 'lucide-react';
import { useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import { upstreamNodes } from '#core/graph/graph-queries.ts';

interface ProblemListProps {
  readonly problems: readonly PresentedProblem[];
  readonly nodeId: string;
  /** What to say above the reasons, and where there are none. */
  readonly blocked: string;
  readonly empty: string;
}

/** Why nothing can be shown of a step, each reason leading to the field that mends it. */
export function ProblemList({ problems, nodeId, blocked, empty }: ProblemListProps) {
  const store = useBuilderStore();
  const upstream = useShallowBuilder(({ graph }) => [...upstreamNodes(graph, nodeId), nodeId]);
  const errors = problems
    .filter((problem) => problem.severity === 'error' && upstream.includes(problem.nodeId ?? nodeId))
    .slice(0, 4);
  return (
    <div className="flex h-full min-w-0 flex-1 flex-col items-center justify-center gap-2 overflow-y-auto p-4 text-center">
      <p className="text-ink-2 text-ui">{errors.length > 0 ? blocked : empty}</p>
      {errors.map((problem) => (
        <button
          key={`${problem.nodeId}:${problem.field}:${problem.code}`}
          type="button"
          disabled={problem.nodeId === undefined}
          className="flex max-w-full items-start gap-1.5 rounded-control px-2 py-1 text-left text-error text-ui enabled:hover:bg-error/8"
          onClick={() => problem.nodeId && store.getState().openField(problem.nodeId, problem.field)}
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {problem.message}
        </button>
      ))}
    </div>
  );
}
