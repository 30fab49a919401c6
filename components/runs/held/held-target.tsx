'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRights } from '#components/queries/use-me.ts';
import { useChangeHeld } from '#components/queries/use-run.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { LocalTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { type Status, StatusIcon } from '#components/ui/status-icon.tsx';
import { toast } from '#components/ui/toast.ts';
import type { RunDetail, RunStepView } from '#core/contracts/runs.ts';

type HeldStep = RunStepView & { readonly held: NonNullable<RunStepView['held']> };

const icons: Record<HeldStep['held']['status'], Status> = {
  waiting: 'retrying',
  failed: 'failed',
  delivered: 'succeeded',
  given_up: 'cancelled',
  superseded: 'skipped',
};

/** One target: when it is tried again or who must act, with what it said last. */
export function HeldTarget({ run, step }: { run: RunDetail; step: HeldStep }) {
  const t = useTranslations('app');
  const { held, error, nodeId } = step;
  const name = run.graph.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  const isTrying = run.status === 'running' && step.status === 'running';
  const isOpen = held.status === 'waiting' || held.status === 'failed';
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b px-4 py-3 text-ui last:border-b-0">
      <div className="flex min-w-60 flex-1 items-start gap-3">
        <StatusIcon status={isTrying ? 'running' : icons[held.status]} decorative className="mt-0.5" />
        <div className="min-w-0 [overflow-wrap:anywhere]">
          <p className="font-medium text-body">
            {name} <span className="font-normal text-ink-2">· {t('runs.held.rows', { rows: held.rows })}</span>
          </p>
          <p className="text-ink-2" aria-live="polite">
            {isTrying ? t('runs.held.trying') : <HeldState held={held} />}
          </p>
          {isOpen && error !== null && (
            <p className="mt-1">
              {error.message}
              {held.status === 'failed' && <span className="text-ink-2"> · {t(`failures.actor.${error.actor}`)}</span>}
            </p>
          )}
        </div>
      </div>
      {isOpen && <HeldActions run={run} step={step} name={name} isTrying={isTrying} />}
    </li>
  );
}

function HeldState({ held }: Pick<HeldStep, 'held'>) {
  const t = useTranslations('app.runs.held');
  const { status, nextAt, attempts, maxAttempts, behindRunId } = held;
  if (status === 'delivered') return t('delivered', { attempts });
  if (status !== 'waiting') return t(status);
  if (nextAt !== null)
    return (
      <>
        {t('nextTry')} <RelativeTime at={nextAt} /> (<LocalTime at={nextAt} />
        ), {t('attempt', { attempt: attempts + 1, max: maxAttempts })}
      </>
    );
  return (
    <>
      {t('behind')}
      {behindRunId !== null && (
        <>
          {' · '}
          <Link href={`/runs/${behindRunId}`} className="text-accent hover:underline">
            {t('behindRun')}
          </Link>
        </>
      )}
    </>
  );
}

interface HeldActionsProps {
  run: RunDetail;
  step: HeldStep;
  name: string;
  isTrying: boolean;
}

function HeldActions({ run, step: { nodeId, held }, name, isTrying }: HeldActionsProps) {
  const t = useTranslations('app.runs.held');
  const rights = useRights();
  const toText = useErrorText();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate: change, isPending } = useChangeHeld(run.id, nodeId);
  if (rights === null || !(rights.isAdmin || rights.mayAsk)) return null;
  const onError = (error: Error) => toast.error(toText(error));
  const isBusy = isTrying || isPending || run.status === 'queued' || run.status === 'running';
  const giveUp = () => change('give_up', { onError, onSettled: () => setIsAsking(false) });
  return (
    <div className="flex items-center gap-2">
      {held.behindRunId === null && (
        <Button
          size="small"
          aria-label={`${t('retry')}: ${name}`}
          disabled={isBusy}
          onClick={() => change('retry', { onError, onSuccess: () => toast.info(t('asked')) })}
        >
          {t('retry')}
        </Button>
      )}
      <Button
        size="small"
        variant="ghost"
        aria-label={`${t('giveUp')}: ${name}`}
        disabled={isBusy}
        onClick={() => setIsAsking(true)}
      >
        {t('giveUp')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('giveUpTitle')}
        description={t('giveUpText', { rows: held.rows, name })}
        cancelLabel={t('keep')}
        confirmLabel={t('giveUp')}
        danger
        loading={isPending}
        onConfirm={giveUp}
      />
    </div>
  );
}
