'use client';

import { KeyRound, Plug, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { OAuthAppsDialog } from '#components/oauth/oauth-apps-dialog.tsx';
import { useConnectionRequests, useResolveRequest } from '#components/queries/use-connection-requests.ts';
import { useConnections } from '#components/queries/use-connections.ts';
import { type Rights, useRights } from '#components/queries/use-me.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { type ConnectionView, connectorIds } from '#core/contracts/connections.ts';
import { AskDialog } from './ask-dialog.tsx';
import { isConnectorId } from './connection-forms.ts';
import { ConnectionListSkeleton } from './connection-list.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { ConnectorCards } from './connector-cards.tsx';
import { ConnectorDialog } from './connector-dialog.tsx';
import { FilteredConnections } from './filtered-connections.tsx';
import { RequestList } from './request-list.tsx';

/** What is open is in the URL: `?new=choose` or a connector, in answer to the request `for`; `?clients=true`. */
const panelParsers = { new: parseAsString, for: parseAsString, clients: parseAsBoolean };

export function ConnectionsScreen() {
  const t = useTranslations('connections');
  const rights = useRights();
  const { data: connections, error, refetch } = useConnections();
  const [panel, setPanel] = useQueryStates(panelParsers, { history: 'push' });
  const asks = rights !== null && (rights.isAdmin || rights.mayAsk);
  // Requests lie above the list: it waits for them, so that nothing moves.
  const isAsking = useConnectionRequests(asks).isLoading;
  const isLoading = !error && (isAsking || rights === null || connections === undefined);
  const isEmpty = connections?.length === 0;
  return (
    <PageFrame
      title={t('title')}
      actions={
        rights !== null && (
          <>
            {rights.isAdmin && (
              <Button icon={KeyRound} onClick={() => setPanel({ clients: true })}>
                {t('clients.open')}
              </Button>
            )}
            {(rights.mayAsk || (rights.isAdmin && !isEmpty)) && (
              <Button variant="primary" icon={Plus} onClick={() => setPanel({ new: 'choose' })}>
                {t(rights.isAdmin ? 'new' : 'ask.open')}
              </Button>
            )}
          </>
        )
      }
    >
      {error && !connections && <LoadFailure error={error} onRetry={refetch} />}
      {isLoading && <ConnectionListSkeleton />}
      {!isLoading && <RequestList onConnect={({ connector, id }) => setPanel({ new: connector, for: id })} />}
      {!isLoading && isEmpty && (
        <EmptyState
          icon={<Plug aria-hidden />}
          title={t('emptyTitle')}
          description={t('emptyText')}
          actions={
            rights?.isAdmin && (
              <ConnectorCards connectors={connectorIds} onChoose={(chosen) => setPanel({ new: chosen })} />
            )
          }
        />
      )}
      {!isLoading && connections && !isEmpty && <FilteredConnections connections={connections} />}
      <Panels panel={panel} rights={rights} onChange={setPanel} />
    </PageFrame>
  );
}

interface PanelsProps {
  panel: { new: string | null; for: string | null; clients: boolean | null };
  rights: Rights | null;
  onChange: (panel: { new?: string; clients?: boolean } | null, options?: { history: 'replace' }) => void;
}

/** Whatever lies over the list. */
function Panels({ panel, rights, onChange }: PanelsProps) {
  const router = useRouter();
  const { mutate: resolveRequest } = useResolveRequest();
  const close = () => onChange(null);
  const openSaved = ({ id }: ConnectionView, attemptId: string | null) => {
    if (panel.for !== null) resolveRequest({ id: panel.for, connectionId: id });
    router.push(`/connections/${id}${attemptId === null ? '' : `?attempt=${attemptId}`}`);
  };
  if (rights === null) return null;
  if (!rights.isAdmin)
    return <AskDialog open={rights.mayAsk && panel.new !== null} connection={null} onClose={close} />;
  return (
    <>
      <ConnectorDialog
        open={panel.new === 'choose'}
        onClose={close}
        onChoose={(chosen) => onChange({ new: chosen }, { history: 'replace' })}
      />
      {isConnectorId(panel.new) && (
        <ConnectionPanel key={panel.new} connector={panel.new} connection={null} onClose={close} onSaved={openSaved} />
      )}
      <OAuthAppsDialog open={panel.clients === true} onClose={close} />
    </>
  );
}
