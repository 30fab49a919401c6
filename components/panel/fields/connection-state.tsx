import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AskDialog } from '#components/connections/ask-dialog.tsx';
import { readConnectionStatus, statusIcons } from '#components/connections/connection-status.ts';
import { AttemptNotice } from '#components/oauth/attempt-notice.tsx';
import { useConnectAccount } from '#components/oauth/use-connect-account.ts';
import { useRights } from '#components/queries/use-me.ts';
import { Button } from '#components/ui/button.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';

interface ConnectionStateProps {
  connection: ConnectionView;
  /** The way to the vendor that is waited for. */
  attemptId: string | null;
  onAttempt: (attemptId: string | null) => void;
}

/** How the chosen connection stands, where that is not well, and what can be done about it from here. */
export function ConnectionState({ connection, attemptId, onAttempt }: ConnectionStateProps) {
  const t = useTranslations('connections');
  const status = readConnectionStatus(connection);
  if (attemptId !== null) {
    return (
      <AttemptNotice
        attemptId={attemptId}
        connectionId={connection.id}
        onConnected={() => toast.success(t('created', { name: connection.name }))}
        onChange={onAttempt}
      />
    );
  }
  if (status === 'works' || status === 'untested') return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta">
      <StatusIcon status={statusIcons[status]} decorative />
      <span className="min-w-0 flex-1">{t(`status.${status}`)}</span>
      <HelpButton connection={connection} onAttempt={onAttempt} />
    </div>
  );
}

function HelpButton({ connection, onAttempt }: Omit<ConnectionStateProps, 'attemptId'>) {
  const t = useTranslations('connections');
  const rights = useRights();
  const [isAsking, setIsAsking] = useState(false);
  const { connect, isLeaving } = useConnectAccount(connection.id, onAttempt);
  const { authorization, grant, health } = connection;
  if (rights?.isAdmin && authorization === 'redirect' && health.state !== 'healthy') {
    return (
      <Button size="small" loading={isLeaving} onClick={() => connect()}>
        {t(grant === null ? 'connect' : 'reconnect')}
      </Button>
    );
  }
  if (rights?.mayAsk) {
    return (
      <>
        <Button size="small" onClick={() => setIsAsking(true)}>
          {t('ask.reconnect')}
        </Button>
        <AskDialog open={isAsking} connection={connection} onClose={() => setIsAsking(false)} />
      </>
    );
  }
  return (
    <Link
      href={`/connections/${connection.id}`}
      target="_blank"
      className="inline-flex min-h-6 items-center rounded-small text-accent hover:underline"
    >
      {t('picker.repair')}
    </Link>
  );
}
