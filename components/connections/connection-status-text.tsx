'use client';

import { useTranslations } from 'next-intl';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { readConnectionStatus, statusIcons } from './connection-status.ts';

/** How a connection stands, in one word with its own shape. */
export function ConnectionStatusText({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections.status');
  const status = readConnectionStatus(connection);
  return (
    <span
      className="flex min-w-0 items-center gap-2 text-ui"
      title={connection.health.reason?.message ?? connection.lastTestError?.message}
    >
      <StatusIcon status={statusIcons[status]} decorative />
      <span className="min-w-0 truncate">{t(status)}</span>
    </span>
  );
}
