'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useReplayPlan, useStartReplay } from '#components/queries/use-rejected.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ReplayAnswer } from '#core/contracts/rejected.ts';

type Which = 'edited' | 'open' | 'selected';

interface ReplayDialogProps {
  readonly runId: string;
  readonly nodeId: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly chosen: ReadonlySet<number>;
  /** Number of the run's own version; null: a draft. */
  readonly ownNumber: number | null;
  readonly onStarted: (runId: string) => void;
  readonly onClose: () => void;
}

/** Says which rows go where, with which version, before they go. */
export function ReplayDialog(props: ReplayDialogProps) {
  const { runId, nodeId, counts, chosen, ownNumber, onStarted, onClose } = props;
  const t = useTranslations('app.rejected');
  const describeError = useErrorText();
  const choices = (['selected', 'edited', 'open'] as const).filter((which) =>
    which === 'selected' ? chosen.size > 0 : (counts[which] ?? 0) > 0,
  );
  const [which, setWhich] = useState<Which>(choices[0] ?? 'open');
  const [version, setVersion] = useState<'own' | 'live'>('own');
  const choice = { rows: which === 'selected' ? [...chosen] : which, version };
  const { data: plan, error } = useReplayPlan(runId, nodeId, choice, true);
  const { mutate: start, isPending } = useStartReplay(runId, nodeId);
  const confirm = () =>
    start(choice, {
      onSuccess: ({ runId: started }) => started !== null && onStarted(started),
      onError: (failure) => toast.error(describeError(failure)),
    });
  const name = (number: number | null) => (number === null ? t('draft') : t('versionNumber', { number }));
  const live = plan?.liveNumber ?? null;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={plan && !error ? t('replayTitle', { count: plan.count }) : t('replayNone')}
      description={plan && !error && t('replayText', { step: plan.step })}
      footer={
        <Button variant="primary" disabled={plan === undefined || error !== null} loading={isPending} onClick={confirm}>
          {t('confirm')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {choices.length > 1 && (
          <Choice label={t('which')}>
            <SegmentedControl
              label={t('which')}
              value={which}
              onChange={setWhich}
              choices={choices.map((value) => ({ value, label: t(`whichOptions.${value}`) }))}
            />
          </Choice>
        )}
        {live !== null && live !== ownNumber && (
          <Choice label={t('version')}>
            <SegmentedControl
              label={t('version')}
              value={version}
              onChange={setVersion}
              choices={[
                { value: 'own', label: t('versionOwn', { version: name(ownNumber) }) },
                { value: 'live', label: t('versionLive', { version: name(live) }) },
              ]}
              className="flex-wrap"
            />
          </Choice>
        )}
        {error ? (
          <p role="alert" className="text-error text-ui">
            {describeError(error)}
          </p>
        ) : plan === undefined ? (
          <Skeleton className="h-16 w-full" />
        ) : (
          <PlannedReplay plan={plan} version={name(plan.versionNumber)} />
        )}
      </div>
    </Dialog>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <p aria-hidden className="mb-1 text-ink-3 text-meta">
        {label}
      </p>
      {children}
    </div>
  );
}

function PlannedReplay({ plan, version }: { plan: ReplayAnswer; version: string }) {
  const t = useTranslations('app.rejected');
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-card border px-3 py-2.5 text-ui">
        <dt className="text-ink-3">{t('target')}</dt>
        <dd>
          {plan.targets.map(({ nodeId, name, place }) => (
            <span key={nodeId} className="block [overflow-wrap:anywhere]">
              <span className="font-medium">{name}</span>
              {place !== '' && <span className="text-ink-3"> · {place}</span>}
            </span>
          ))}
        </dd>
        <dt className="text-ink-3">{t('version')}</dt>
        <dd>{version}</dd>
      </dl>
      {plan.notes.map((note) => (
        <p key={note} className="flex items-start gap-2 text-ui text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {note}
        </p>
      ))}
    </>
  );
}
