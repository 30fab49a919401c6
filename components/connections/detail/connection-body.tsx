'use client';

import { useTranslations } from 'next-intl';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { ReactNode } from 'react';
import { AttemptNotice } from '#components/oauth/attempt-notice.tsx';
import { useConnectAccount } from '#components/oauth/use-connect-account.ts';
import { useTestStoredConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRights } from '#components/queries/use-me.ts';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { connectionForms } from '../connection-forms.ts';
import { ConnectionPanel } from '../connection-panel.tsx';
import { TestResult } from '../test-result.tsx';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import { ConnectionNotices } from './connection-notices.tsx';
import { ConnectionOverview } from './connection-overview.tsx';
import { ConnectionTabs, connectionTabs } from './connection-tabs.tsx';
import { RotateDialog } from './rotate-dialog.tsx';

/** What is open is in the URL; `attempt` is the way to a vendor that this page waits for. */
const parsers = {
  tab: parseAsStringLiteral(connectionTabs).withDefault('overview'),
  attempt: parseAsString,
  edit: parseAsBoolean,
  rotate: parseAsBoolean,
};

export function ConnectionBody({ connection, lead }: { connection: ConnectionView; lead: ReactNode }) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const rights = useRights();
  const [open, setOpen] = useQueryStates(parsers, { history: 'replace' });
  const { mutate: testConnection, data: testResult, isPending: isTesting } = useTestStoredConnection();
  const { id, name, connector, config, sharing } = connection;
  const { connect, isLeaving } = useConnectAccount(id, (attempt) => setOpen({ attempt }));
  const isAdmin = rights?.isAdmin ?? false;
  const test = () => testConnection(id, { onError: (error) => toast.error(describeError(error)) });
  const onConnected = () => {
    toast.success(t('created', { name }));
    test();
  };
  const acts = {
    ...{ connect: () => connect(), isLeaving, test, isTesting },
    edit: () => setOpen({ edit: true }),
    rotate: () => setOpen({ rotate: true }),
  };
  const overview = <ConnectionOverview connection={connection} isAdmin={isAdmin} acts={acts} />;
  return (
    <PageFrame
      lead={lead}
      title={name}
      detail={
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-ui">
          <Badge>{t(`kinds.${connector}.name`)}</Badge>
          {sharing === 'restricted' && <Badge tone="accent">{t('access.restricted')}</Badge>}
          <span className="min-w-0 [overflow-wrap:anywhere]">{connectionForms[connector].describe(config)}</span>
        </p>
      }
      actions={rights && <ConnectionActions connection={connection} rights={rights} acts={acts} />}
    >
      <div className="mb-5 flex flex-col gap-3">
        {open.attempt !== null && isAdmin && (
          <AttemptNotice
            attemptId={open.attempt}
            connectionId={id}
            onConnected={onConnected}
            onChange={(attempt) => setOpen({ attempt })}
          />
        )}
        {rights && open.attempt === null && <ConnectionNotices connection={connection} rights={rights} acts={acts} />}
        <TestResult result={testResult} />
        <ConnectionFacts connection={connection} />
      </div>
      <ConnectionTabs {...{ connection, rights, overview }} tab={open.tab} onChange={(tab) => setOpen({ tab })} />
      {open.edit && isAdmin && (
        <ConnectionPanel connector={connector} connection={connection} onClose={() => setOpen({ edit: null })} />
      )}
      {open.rotate && isAdmin && <RotateDialog connection={connection} onClose={() => setOpen({ rotate: null })} />}
    </PageFrame>
  );
}
