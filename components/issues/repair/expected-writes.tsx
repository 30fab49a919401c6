'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import type { RunPlanView } from '#core/contracts/run-plan.ts';

interface ExpectedWritesProps {
  readonly plan: RunPlanView | undefined;
  readonly error: Error | null;
}

const counted = ['creates', 'updates', 'removes', 'unchanged', 'skipped', 'rejected', 'requests'] as const;

/** What the replay will read and write, counted on all rows as they are now; says so while that is being found out. */
export function ExpectedWrites({ plan, error }: ExpectedWritesProps) {
  const t = useTranslations('issues.repair');
  const describeError = useErrorText();
  if (error !== null) return <p className="mt-0.5 text-meta text-warning">{describeError(error)}</p>;
  if (plan === undefined) {
    return (
      <p className="mt-0.5 flex items-center gap-1.5 text-ink-3 text-meta">
        <Spinner /> {t('counting')}
      </p>
    );
  }
  return (
    <div className="mt-0.5 text-meta tabular-nums">
      <p className="text-ink-2">{t('reads', { rows: plan.rowsRead, rejected: plan.rowsRejected })}</p>
      {plan.targets.map((target) => (
        <TargetWrites key={target.nodeId} target={target} isOnly={plan.targets.length === 1} />
      ))}
    </div>
  );
}

function TargetWrites({ target, isOnly }: { target: RunPlanView['targets'][number]; isOnly: boolean }) {
  const t = useTranslations('issues.repair');
  const format = useFormatter();
  const parts = counted.filter((name) => target[name] > 0).map((name) => t(`writes.${name}`, { count: target[name] }));
  return (
    <>
      <p className="font-medium">
        {!isOnly && <span className="text-ink-3">{target.name}: </span>}
        {parts.length === 0 ? t('writesNothing') : format.list(parts, { type: 'unit' })}
      </p>
      {target.halts !== null && <p className="text-warning">{t('halts')}</p>}
    </>
  );
}
