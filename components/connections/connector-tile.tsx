import type { ConnectorId } from '#core/contracts/connections.ts';
import { connectionForms } from './connection-forms.ts';

export function ConnectorTile({ connector }: { connector: ConnectorId }) {
  const { icon: Icon } = connectionForms[connector];
  return (
    <span
      aria-hidden
      className="flex size-8 shrink-0 items-center justify-center rounded-control bg-source/12 text-source"
    >
      <Icon className="size-4" />
    </span>
  );
}
