import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { FirstUse } from '#components/ui/first-use.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { useBuilder } from './builder-context.tsx';

const ProblemPopover = onDemand(async () => (await import('./problem-popover.tsx')).ProblemPopover);

/** How much is wrong; opens a list that leads to each node and field. */
export function ProblemsButton() {
  const t = useTranslations('builder.problems');
  const problems = useBuilder((state) => state.problems);
  const isBlank = useBuilder(({ graph }) => graph.nodes.length === 0);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const Icon = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck;
  const color = errors > 0 ? 'text-error' : warnings > 0 ? 'text-warning' : 'text-success';
  // Nothing is wrong with a pipeline that nobody has begun: the canvas itself says how.
  if (isBlank) return null;
  if (problems.length === 0)
    return (
      <span className="flex items-center gap-1.5 px-2 text-ink-2 text-meta" title={t('none')}>
        <CircleCheck aria-label={t('none')} role="img" className="size-4 text-success" />
      </span>
    );
  const trigger = (
    <Button variant="ghost" size="small" aria-label={t('count', { errors, warnings })}>
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden className={`size-4 ${color}`} />
        {problems.length}
      </span>
    </Button>
  );
  return (
    <FirstUse trigger={trigger} opens="dialog" load={ProblemPopover.load}>
      <ProblemPopover problems={problems} trigger={trigger} />
    </FirstUse>
  );
}
