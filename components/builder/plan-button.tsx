import { ClipboardList } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePlan } from '#components/queries/use-plan.ts';
import { Button } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { toast } from '#components/ui/toast.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { Autosave } from './autosave.ts';
import { useBuilder } from './builder-context.tsx';

interface PlanButtonProps {
  readonly pipelineId: string;
  readonly autosave: Autosave;
  readonly onStart: (runId: string) => void;
}

const PlanDialog = onDemand(async () => (await import('./plan-dialog.tsx')).PlanDialog);

/** Says what a run of the draft would do, before it does it. */
export function PlanButton({ pipelineId, autosave, onStart }: PlanButtonProps) {
  const t = useTranslations('builder.plan');
  const plan = usePlan(pipelineId);
  const [isOpen, setOpen] = useState(false);
  const isBlocked = useBuilder(
    ({ graph, problems }) => graph.nodes.length === 0 || problems.some(({ severity }) => severity === 'error'),
  );
  const show = async () => {
    if (!(await autosave.flush())) return toast.error(t('notSaved'));
    setOpen(true);
    plan.mutate('draft');
  };
  return (
    <>
      <Tooltip label={t('hint')} side="bottom">
        <Button
          icon={ClipboardList}
          aria-disabled={isBlocked}
          className={isBlocked ? 'opacity-50' : ''}
          onClick={() => !isBlocked && void show()}
        >
          {t('button')}
        </Button>
      </Tooltip>
      {!plan.isIdle && (
        <PlanDialog pipelineId={pipelineId} plan={plan} open={isOpen} onOpenChange={setOpen} onStart={onStart} />
      )}
    </>
  );
}
