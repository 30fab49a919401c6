import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { changeSettings } from '#components/builder/graph-edits.ts';
import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { setAtPath } from '../set-at-path.ts';

/** The problem of one settings field, ready for the `error` of a control; undefined while there is none. */
export function useFieldProblem(node: GraphNode, field: string): ReactNode {
  const problem = useProblem(node, field);
  return problem === undefined ? undefined : <FieldProblem node={node} problem={problem} />;
}

/** Only what is wrong with one settings field: for controls whose fix is not a new value for the whole field. */
export function useFieldMessage(node: GraphNode, field: string): string | undefined {
  return useProblem(node, field)?.message;
}

function useProblem(node: GraphNode, field: string): PresentedProblem | undefined {
  return useBuilder((state) =>
    state.problems.find((candidate) => candidate.nodeId === node.id && candidate.field === field),
  );
}

function FieldProblem({ node, problem }: { node: GraphNode; problem: PresentedProblem }) {
  const t = useTranslations('builder.panel');
  const store = useBuilderStore();
  const { field, suggestion } = problem;
  return (
    <>
      {problem.message}
      {field !== undefined && suggestion !== undefined && (
        <button
          type="button"
          className="ml-1 rounded-small font-medium text-accent underline-offset-2 hover:underline"
          onClick={() => store.getState().edit([changeSettings(node, setAtPath(node.settings, field, suggestion))])}
        >
          {t('fix', { value: suggestion })}
        </button>
      )}
    </>
  );
}
