import { MessageSquarePlus, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { connectionForms } from '#components/connections/connection-forms.ts';
import { readConnectionStatus, sortConnections, statusIcons } from '#components/connections/connection-status.ts';
import { useConnections } from '#components/queries/use-connections.ts';
import { useRights } from '#components/queries/use-me.ts';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import type { FieldTexts } from '#components/ui/field.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import { ConnectionState } from './connection-state.tsx';

const AskDialog = dynamic(() => import('#components/connections/ask-dialog.tsx').then((module) => module.AskDialog));
const ConnectionPanel = dynamic(() =>
  import('#components/connections/connection-panel.tsx').then((module) => module.ConnectionPanel),
);

interface ConnectionSelectProps extends Omit<FieldTexts, 'label' | 'aside'> {
  connector: ConnectorId;
  value: string;
  onChange: (connectionId: string) => void;
}

/** A connection of one connector, how it stands, and the way to a new one without leaving. */
export function ConnectionSelect({ connector, value, onChange, ...texts }: ConnectionSelectProps) {
  const t = useTranslations('builder.panel');
  const { data: connections } = useConnections();
  const [isAdding, setIsAdding] = useState(false);
  const [attemptId, setAttemptId] = useState<string | null>(null);
  const chosen = connections?.find(({ id }) => id === value) ?? null;
  const choices = useChoices(connector, connections ?? []);
  const isUnknown = value !== '' && chosen === null;
  const unknown = { value, label: t(connections === undefined ? 'loadingConnections' : 'hiddenConnection') };
  const none = t(connections === undefined ? 'loadingConnections' : 'noConnections');
  return (
    <div className="flex flex-col gap-2">
      <ComboboxField
        {...texts}
        label={t('connection')}
        value={value === '' ? null : value}
        onChange={(next) => onChange(next ?? '')}
        choices={isUnknown ? [...choices, unknown] : choices}
        clearable={connector === 'http'}
        placeholder={choices.length === 0 ? none : t('chooseConnection')}
        emptyText={none}
        aside={<AddButton onPress={() => setIsAdding(true)} />}
      />
      {chosen !== null && <ConnectionState connection={chosen} attemptId={attemptId} onAttempt={setAttemptId} />}
      {isAdding && (
        <AddConnection
          connector={connector}
          onClose={() => setIsAdding(false)}
          onSaved={(connection, attempt) => {
            onChange(connection.id);
            setAttemptId(attempt);
            setIsAdding(false);
          }}
        />
      )}
    </div>
  );
}

function useChoices(connector: ConnectorId, connections: readonly ConnectionView[]) {
  const t = useTranslations('connections.status');
  return sortConnections(connections.filter((connection) => connection.connector === connector)).map((connection) => {
    const status = readConnectionStatus(connection);
    const { email, name } = connection.grant?.identity ?? {};
    const account = email ?? name ?? connectionForms[connector].describe(connection.config);
    return {
      value: connection.id,
      label: connection.name,
      description: status === 'works' || status === 'untested' ? account : `${t(status)} · ${account}`,
      mark: <StatusIcon status={statusIcons[status]} decorative />,
    };
  });
}

/** Admins connect, others ask them to. */
function AddButton({ onPress }: { onPress: () => void }) {
  const t = useTranslations('builder.panel');
  const rights = useRights();
  if (rights === null || !(rights.isAdmin || rights.mayAsk)) return null;
  const Icon = rights.isAdmin ? Plus : MessageSquarePlus;
  return (
    <button
      type="button"
      onClick={onPress}
      className="inline-flex min-h-6 items-center gap-1 rounded-small text-accent text-meta hover:underline"
    >
      <Icon aria-hidden className="size-3.5" />
      {t(rights.isAdmin ? 'newConnection' : 'askConnection')}
    </button>
  );
}

interface AddConnectionProps {
  connector: ConnectorId;
  onClose: () => void;
  onSaved: (connection: ConnectionView, attemptId: string | null) => void;
}

function AddConnection({ connector, onClose, onSaved }: AddConnectionProps) {
  const rights = useRights();
  if (rights?.isAdmin) {
    return <ConnectionPanel connector={connector} connection={null} onClose={onClose} onSaved={onSaved} />;
  }
  return <AskDialog open connection={null} connector={connector} onClose={onClose} />;
}
