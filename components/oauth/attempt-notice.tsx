'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { queryKeys } from '#components/queries/query-keys.ts';
import { useOAuthAttempt } from '#components/queries/use-oauth.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { useConnectAccount } from './use-connect-account.ts';

interface AttemptNoticeProps {
  attemptId: string;
  connectionId: string;
  onConnected: () => void;
  /** Another attempt takes the place of this one; null: nobody waits any more. */
  onChange: (attemptId: string | null) => void;
}

/** Waits for what happens in the vendor's window, and says how it went. */
export function AttemptNotice({ attemptId, connectionId, onConnected, onChange }: AttemptNoticeProps) {
  const t = useTranslations('connections.oauth');
  const tUi = useTranslations('app.ui');
  const tActor = useTranslations('app.failures.actor');
  const { data: attempt, isError } = useOAuthAttempt(attemptId);
  const { connect, isLeaving } = useConnectAccount(connectionId, onChange);
  const status = isError ? 'unknown' : (attempt?.status ?? 'pending');
  useEndOfAttempt(attemptId, status, onConnected, onChange);
  if (status === 'connected' || status === 'unknown') return null;
  const actions = (
    <>
      <Button size="small" loading={isLeaving} onClick={() => connect(status === 'pending' ? 'page' : 'popup')}>
        {t(status === 'pending' ? 'continueHere' : 'tryAgain')}
      </Button>
      <Button size="small" variant="ghost" onClick={() => onChange(null)}>
        {status === 'pending' ? tUi('cancel') : tUi('close')}
      </Button>
    </>
  );
  if (status === 'pending') {
    return (
      <Notice icon={<Spinner />} title={t('waiting')} actions={actions}>
        {t('waitingText')}
      </Notice>
    );
  }
  return (
    <Notice icon={<StatusIcon status="failed" decorative />} tone="error" title={t('notConnected')} actions={actions}>
      <p>{attempt?.error?.message ?? t('expired')}</p>
      {attempt?.error && <p className="text-ink-3 text-meta">{tActor(attempt.error.actor)}</p>}
    </Notice>
  );
}

function useEndOfAttempt(
  attemptId: string,
  status: string,
  onConnected: () => void,
  onChange: (attemptId: null) => void,
): void {
  const queryClient = useQueryClient();
  const end = useEffectEvent((ended: string) => {
    if (ended === 'connected') {
      void queryClient.invalidateQueries({ queryKey: queryKeys.connections });
      onConnected();
    }
    if (ended === 'connected' || ended === 'unknown') onChange(null);
  });
  useEffect(() => end(status), [status]);
  useEffect(() => {
    // The vendor's window tells it; asking from time to time is for where it cannot.
    const channel = new BroadcastChannel('telar-oauth');
    channel.onmessage = () => void queryClient.invalidateQueries({ queryKey: queryKeys.oauthAttempt(attemptId) });
    return () => channel.close();
  }, [attemptId, queryClient]);
}
