import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import { upstreamNodes } from '#core/graph/graph-queries.ts';

interface TestProblemsProps {
  readonly problems: readonly PresentedProblem[];
  readonly nodeId: string;
}

/** Why nothing can be said yet, each reason leading to the field that mends it. */
export function TestProblems({ problems, nodeId }: TestProblemsProps) {
  const t = useTranslations('builder.testRun');
  const store = useBuilderStore();
  const before = useShallowBuilder(({ graph }) => [...upstreamNodes(graph, nodeId), nodeId]);
  const shown = problems.filter((problem) => before.includes(problem.nodeId ?? nodeId)).slice(0, 4);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 overflow-y-auto p-4 text-center">
      <p className="text-ink-2 text-ui">{shown.length > 0 ? t('blocked') : t('noRows')}</p>
      {shown.map((problem) => (
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
