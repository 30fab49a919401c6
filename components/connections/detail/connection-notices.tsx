'use client';

import { useTranslations } from 'next-intl';
import { useUpdateConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { type Rights, useMe } from '#components/queries/use-me.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { isOrphaned, readConnectionStatus, statusIcons } from '../connection-status.ts';
import type { ConnectionActs } from './connection-acts.ts';

interface NoticesProps {
  connection: ConnectionView;
  rights: Rights;
  acts: ConnectionActs;
}

/** What is wrong with a connection, why, and the button that helps. */
export function ConnectionNotices({ connection, rights, acts }: NoticesProps) {
  return (
    <>
      <HealthNotice connection={connection} rights={rights} acts={acts} />
      {isOrphaned(connection) && <OwnerNotice connection={connection} isAdmin={rights.isAdmin} />}
      <ScopesNotice connection={connection} isAdmin={rights.isAdmin} acts={acts} />
    </>
  );
}

function HealthNotice({ connection, rights, acts }: NoticesProps) {
  const t = useTranslations('connections');
  const { health, lastTestError, pausedPipelines } = connection;
  const status = readConnectionStatus(connection);
  if (status === 'works' || status === 'untested') return null;
  const reason = status === 'failing' ? lastTestError : status === 'unconnected' ? null : health.reason;
  const names = pausedPipelines.map(({ name }) => name).join(', ');
  const isMild = status === 'expiring' || status === 'limited' || status === 'failing' || status === 'unconnected';
  return (
    <Notice
      icon={<StatusIcon status={statusIcons[status]} decorative />}
      tone={isMild ? 'warning' : 'error'}
      title={t(`notices.${status}`)}
      actions={rights.isAdmin && <HelpButton status={status} acts={acts} />}
    >
      <p>{reason?.message ?? t(`notices.${status}Text`)}</p>
      {status === 'limited' && health.retryAt !== null && (
        <p>
          {t('notices.retry')} <RelativeTime at={health.retryAt} />
        </p>
      )}
      {pausedPipelines.length > 0 && <p>{t('notices.paused', { count: pausedPipelines.length, names })}</p>}
      {!rights.isAdmin && rights.mayAsk && <p>{t('notices.askAdmin')}</p>}
    </Notice>
  );
}

interface HelpButtonProps {
  status: ReturnType<typeof readConnectionStatus>;
  acts: ConnectionActs;
}

function HelpButton({ status, acts }: HelpButtonProps) {
  const t = useTranslations('connections');
  if (status === 'limited') return null;
  if (status === 'failing') {
    return (
      <Button size="small" loading={acts.isTesting} onClick={acts.test}>
        {t('testAgain')}
      </Button>
    );
  }
  if (status === 'credentials') {
    return (
      <Button size="small" variant="primary" onClick={acts.rotate}>
        {t('rotate.open')}
      </Button>
    );
  }
  return (
    <Button size="small" variant="primary" loading={acts.isLeaving} onClick={acts.connect}>
      {t(status === 'unconnected' ? 'connect' : 'reconnect')}
    </Button>
  );
}

function OwnerNotice({ connection, isAdmin }: { connection: ConnectionView; isAdmin: boolean }) {
  const t = useTranslations('connections.owner');
  const describeError = useErrorText();
  const { data: me } = useMe();
  const { mutate: update, isPending } = useUpdateConnection(connection.id);
  const takeOver = () =>
    update(
      { ownerId: me?.user.id },
      {
        onSuccess: () => toast.success(t('taken', { name: connection.name })),
        onError: (error) => toast.error(describeError(error)),
      },
    );
  const name = connection.owner?.name ?? '';
  return (
    <Notice
      icon={<StatusIcon status="warning" decorative />}
      tone="warning"
      title={name === '' ? t('goneTitle') : t('leftTitle', { name })}
      actions={
        isAdmin && (
          <Button size="small" loading={isPending} onClick={takeOver}>
            {t('takeOver')}
          </Button>
        )
      }
    >
      {t('leftText')}
    </Notice>
  );
}

function ScopesNotice({
  connection: { grant, health },
  isAdmin,
  acts,
}: Omit<NoticesProps, 'rights'> & { isAdmin: boolean }) {
  const t = useTranslations('connections');
  const missing = grant?.missingScopes ?? [];
  if (missing.length === 0 || health.state !== 'healthy') return null;
  return (
    <Notice
      icon={<StatusIcon status="warning" decorative />}
      tone="warning"
      title={t('notices.scopes')}
      actions={
        isAdmin && (
          <Button size="small" loading={acts.isLeaving} onClick={acts.connect}>
            {t('reconnect')}
          </Button>
        )
      }
    >
      {t('notices.scopesText', { scopes: missing.map(({ text }) => text).join(', ') })}
    </Notice>
  );
}
