import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactElement, useState } from 'react';
import { Popover } from '#components/ui/popover.tsx';
import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';

interface ProblemPopoverProps {
  readonly problems: readonly PresentedProblem[];
  readonly trigger: ReactElement<Record<string, unknown>>;
}

/** The list of what is wrong, which leads to each node and field. Mounted when it is opened for the first time. */
export function ProblemPopover({ problems, trigger }: ProblemPopoverProps) {
  const t = useTranslations('builder.problems');
  const [open, setOpen] = useState(true);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="max-h-[60dvh] w-96 overflow-y-auto"
      title={t('title')}
      trigger={trigger}
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
