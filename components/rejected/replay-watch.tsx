'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { hasEnded, useRun } from '#components/queries/use-run.ts';
import { Notice } from '#components/ui/notice.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';

interface ReplayWatchProps {
  readonly runId: string;
  readonly onEnd: () => void;
}

/** A replay that was started here: how it goes, and how it ended. */
export function ReplayWatch({ runId, onEnd }: ReplayWatchProps) {
  const t = useTranslations('app');
  const { data: run } = useRun(runId);
  const isOver = run !== undefined && hasEnded(run.status);
  useEffect(() => {
    if (isOver) onEnd();
  }, [isOver, onEnd]);
  return (
    <Notice
      icon={<StatusIcon status={run?.status ?? 'queued'} decorative />}
      title={isOver ? t(`status.${run.status}`) : t('rejected.started')}
      tone={run?.status === 'failed' ? 'error' : 'neutral'}
      actions={
        <Link href={`/runs/${runId}`} className="rounded-control px-1 font-medium text-accent hover:underline">
          {t('rejected.showRun')}
        </Link>
      }
    >
      {run?.error?.message ??
        (isOver && (
          <>
            {t('rejected.done', { landed: run.rowsLoaded })}
            {run.rowsRejected > 0 && ` · ${t('rejected.refusedAgain', { count: run.rowsRejected })}`}
          </>
        ))}
    </Notice>
  );
}
