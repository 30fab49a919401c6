'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useReplayPlan, useStartReplays } from '#components/queries/use-replays.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ReplayVersion } from '#core/contracts/replays.ts';
import { ReplaySummary } from './replay-summary.tsx';

interface ReplayDialogProps {
  runIds: readonly string[];
  /** Whether a version is live that differs from the one that ran: then one chooses. */
  choice: boolean;
  /** What is chosen at first. */
  version: ReplayVersion;
  onClose: () => void;
}

/** Says what would run again, with which version, and what could be written twice, before anything starts. */
export function ReplayDialog({ runIds, choice, version, onClose }: ReplayDialogProps) {
  const t = useTranslations('replay');
  const tUi = useTranslations('app.ui');
  const describeError = useErrorText();
  const [of, setOf] = useState(version);
  const { data: plans, error } = useReplayPlan(runIds, of);
  const { start, isPending } = useStart(runIds, of, onClose);
  const count = runIds.length;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('title', { count })}
      description={t('text', { count })}
      footer={
        <>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" loading={isPending} disabled={error !== null} onClick={start}>
            {t('confirm', { count })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {choice && (
          <SegmentedControl
            label={t('version')}
            value={of}
            onChange={setOf}
            choices={[
              { value: 'live', label: t(count === 1 ? 'live' : 'liveMany') },
              { value: 'own', label: t(count === 1 ? 'own' : 'ownMany') },
            ]}
            className="self-start"
          />
        )}
        {error && <Notice icon={<StatusIcon status="failed" decorative />} tone="error" title={describeError(error)} />}
        {!plans && !error && <Skeleton className="h-24 w-full" />}
        {plans && <ReplaySummary plans={plans} />}
        <p className="text-ink-3 text-meta">{t('idempotency')}</p>
      </div>
    </Dialog>
  );
}

function useStart(runIds: readonly string[], of: ReplayVersion, onClose: () => void) {
  const t = useTranslations('replay');
  const router = useRouter();
  const describeError = useErrorText();
  const { mutate, isPending } = useStartReplays();
  const start = () =>
    mutate(
      { runIds: [...runIds], of },
      {
        onSuccess: ({ started, skipped }) => {
          const [first] = skipped;
          if (first) toast.error(t('skipped', { count: skipped.length, reason: first.failure.message }));
          const [only] = started;
          if (started.length > 0) toast.success(t('started', { count: started.length }));
          onClose();
          if (runIds.length === 1 && only) router.push(`/runs/${only.replayId}`);
        },
        onError: (error) => toast.error(describeError(error)),
      },
    );
  return { start, isPending };
}
