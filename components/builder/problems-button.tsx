import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';

/** How much is wrong; opens a list that leads to each node and field. */
export function ProblemsButton() {
  const t = useTranslations('builder.problems');
  const problems = useBuilder((state) => state.problems);
  const [open, setOpen] = useState(false);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const Icon = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck;
  const color = errors > 0 ? 'text-error' : warnings > 0 ? 'text-warning' : 'text-success';
  if (problems.length === 0)
    return (
      <span className="flex items-center gap-1.5 px-2 text-ink-2 text-meta" title={t('none')}>
        <CircleCheck aria-label={t('none')} role="img" className="size-4 text-success" />
      </span>
    );
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="max-h-[60dvh] w-96 overflow-y-auto"
      title={t('title')}
      trigger={
        <Button variant="ghost" size="small" aria-label={t('count', { errors, warnings })}>
          <span className="flex items-center gap-1.5">
            <Icon aria-hidden className={`size-4 ${color}`} />
            {problems.length}
          </span>
        </Button>
      }
    >
      <ProblemList problems={problems} onPick={() => setOpen(false)} />
    </Popover>
  );
}

function ProblemList({ problems, onPick }: { problems: readonly PresentedProblem[]; onPick: () => void }) {
  const store = useBuilderStore();
  const nodes = useBuilder((state) => state.graph.nodes);
  const ordered = problems.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  const open = ({ nodeId, field, edgeId }: PresentedProblem) => {
    onPick();
    if (nodeId !== undefined) store.getState().openField(nodeId, field ?? '');
    else if (edgeId !== undefined) store.getState().select([], [edgeId]);
  };
  return (
    <ul className="-mx-1.5 flex flex-col">
      {ordered.map((problem) => {
        const { code, nodeId, field, message, severity } = problem;
        const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
        return (
          <li key={`${nodeId}:${field}:${code}`}>
            <button
              type="button"
              disabled={nodeId === undefined && problem.edgeId === undefined}
              className="flex w-full items-start gap-2 rounded-control px-1.5 py-1.5 text-left text-ui enabled:hover:bg-raised"
              onClick={() => open(problem)}
            >
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${severity === 'error' ? 'text-error' : 'text-warning'}`}
              />
              <span className="min-w-0">
                <span className="block">{message}</span>
                {nodeId !== undefined && (
                  <span className="block truncate text-ink-3 text-meta">
                    {nodes.find(({ id }) => id === nodeId)?.name}
                  </span>
                )}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
