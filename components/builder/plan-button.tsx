import { ClipboardList } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { RefusalList } from '#components/forecast/refusal-list.tsx';
import { ApiError } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePlan } from '#components/queries/use-plan.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { RunPlanView } from '#core/contracts/run-plan.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder } from './builder-context.tsx';
import { PlanRunButton } from './plan-run-button.tsx';

interface PlanButtonProps {
  readonly pipelineId: string;
  readonly autosave: Autosave;
  readonly onStart: (runId: string) => void;
}

/** A source that would tell of too many removals: there is no more to plan before somebody agrees. */
const sourceBrakes: readonly string[] = ['source_brake', 'source_emptied'];

/** Says what a run of the draft would do, before it does it. */
export function PlanButton({ pipelineId, autosave, onStart }: PlanButtonProps) {
  const t = useTranslations('builder.plan');
  const toText = useErrorText();
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
  const isBraked = plan.error instanceof ApiError && sourceBrakes.includes(plan.error.code);
  const halts = isBraked || (plan.data?.targets.some((target) => target.halts !== null) ?? false);
  const footer = (isBraked || plan.data) && (
    <PlanRunButton
      pipelineId={pipelineId}
      allowRemovals={halts}
      onStart={(runId) => {
        setOpen(false);
        onStart(runId);
      }}
    />
  );
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
      <Dialog open={isOpen} onOpenChange={setOpen} title={t('title')} description={t('description')} footer={footer}>
        <div className="min-h-32" aria-live="polite">
          {plan.isPending && (
            <p className="flex items-center gap-2 text-ink-2 text-ui">
              <Spinner />
              {t('counting')}
            </p>
          )}
          {plan.error !== null && <p className="text-error text-ui">{toText(plan.error)}</p>}
          {plan.data && <PlanNumbers plan={plan.data} />}
        </div>
      </Dialog>
    </>
  );
}

const counts = ['creates', 'updates', 'removes', 'unchanged', 'skipped', 'rejected', 'requests'] as const;

function PlanNumbers({ plan }: { plan: RunPlanView }) {
  const t = useTranslations('builder.plan');
  return (
    <div className="flex flex-col gap-4 text-ui">
      {plan.targets.map((target) => (
        <section key={target.nodeId} aria-label={target.name} className="flex flex-col gap-1">
          <h3 className="font-medium">{target.name}</h3>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 tabular-nums">
            {counts
              .filter((name) => target[name] > 0 || name === 'creates')
              .map((name) => (
                <div key={name} className="contents">
                  <dt className="text-ink-2">{t(`counts.${name}`)}</dt>
                  <dd className="text-right">{t('number', { value: target[name] })}</dd>
                </div>
              ))}
          </dl>
          <RefusalList reasons={target.reasons} />
          {target.halts !== null && (
            <p className="text-meta text-warning">
              {t(target.halts === 'mirror_source_empty' ? 'haltsEmpty' : 'halts', { removes: target.removes })}
            </p>
          )}
        </section>
      ))}
      <p className="text-ink-3 text-meta">
        {t('read', { rows: plan.rowsRead, rejected: plan.rowsRejected })}{' '}
        {plan.seconds < 90
          ? t('seconds', { seconds: Math.max(1, Math.round(plan.seconds)) })
          : t('minutes', { minutes: Math.round(plan.seconds / 60) })}
      </p>
    </div>
  );
}
