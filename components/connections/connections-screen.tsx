'use client';

import { Plug, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryStates } from 'nuqs';
import { useConnections } from '#components/queries/use-connections.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { connectorIds } from '#core/contracts/connections.ts';
import { isConnectorId } from './connection-forms.ts';
import { ConnectionList } from './connection-list.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { ConnectorCards } from './connector-cards.tsx';
import { ConnectorDialog } from './connector-dialog.tsx';

/** The open panel is in the URL: `?new=choose|postgres|http` or `?edit=<id>`, so it can be linked to. */
const panelParsers = { new: parseAsString, edit: parseAsString };

export function ConnectionsScreen() {
  const t = useTranslations('connections');
  const { data: connections, error, refetch } = useConnections();
  const [panel, setPanel] = useQueryStates(panelParsers, { history: 'push' });
  const edited = connections?.find(({ id }) => id === panel.edit) ?? null;
  const connector = edited?.connector ?? (isConnectorId(panel.new) ? panel.new : null);
  const close = () => setPanel(null);
  const isEmpty = connections?.length === 0;
  return (
    <PageFrame
      title={t('title')}
      actions={
        !isEmpty && (
          <Button variant="primary" icon={Plus} onClick={() => setPanel({ new: 'choose' })}>
            {t('new')}
          </Button>
        )
      }
    >
      {error && !connections && <LoadFailure error={error} onRetry={refetch} />}
      {!connections && !error && <Skeleton className="h-40 w-full" />}
      {isEmpty && (
        <EmptyState
          icon={<Plug aria-hidden />}
          title={t('emptyTitle')}
          description={t('emptyText')}
          actions={<ConnectorCards connectors={connectorIds} onChoose={(chosen) => setPanel({ new: chosen })} />}
        />
      )}
      {connections && !isEmpty && <ConnectionList connections={connections} onEdit={(id) => setPanel({ edit: id })} />}
      <ConnectorDialog
        open={panel.new === 'choose'}
        onClose={close}
        onChoose={(chosen) => setPanel({ new: chosen }, { history: 'replace' })}
      />
      {connector !== null && (
        <ConnectionPanel key={edited?.id ?? connector} connector={connector} connection={edited} onClose={close} />
      )}
    </PageFrame>
  );
}
