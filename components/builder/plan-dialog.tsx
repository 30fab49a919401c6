import { useTranslations } from 'next-intl';
import { RefusalList } from '#components/forecast/refusal-list.tsx';
import { ApiError } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import type { usePlan } from '#components/queries/use-plan.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { RunPlanView } from '#core/contracts/run-plan.ts';
import { PlanRunButton } from './plan-run-button.tsx';

interface PlanDialogProps {
  readonly pipelineId: string;
  readonly plan: ReturnType<typeof usePlan>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onStart: (runId: string) => void;
}

/** A source that would tell of too many removals: there is no more to plan before somebody agrees. */
const sourceBrakes: readonly string[] = ['source_brake', 'source_emptied'];

/** What a run of the draft would do, and the button that does it. */
export function PlanDialog({ pipelineId, plan, open, onOpenChange, onStart }: PlanDialogProps) {
  const t = useTranslations('builder.plan');
  const toText = useErrorText();
  const isBraked = plan.error instanceof ApiError && sourceBrakes.includes(plan.error.code);
  const halts = isBraked || (plan.data?.targets.some((target) => target.halts !== null) ?? false);
  const footer = (isBraked || plan.data) && (
    <PlanRunButton
      pipelineId={pipelineId}
      allowRemovals={halts}
      onStart={(runId) => {
        onOpenChange(false);
        onStart(runId);
      }}
    />
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('description')} footer={footer}>
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
