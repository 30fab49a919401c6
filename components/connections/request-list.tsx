'use client';

import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useId } from 'react';
import { useConnectionRequests } from '#components/queries/use-connection-requests.ts';
import { useRights } from '#components/queries/use-me.ts';
import type { ConnectionRequestView } from '#core/contracts/oauth.ts';
import { RequestRow } from './request-row.tsx';

const shownForMs = 7 * 24 * 3_600_000;

/** Who waits for a connection, for admins; what became of one's own requests, for others. */
export function RequestList({ onConnect }: { onConnect: (request: ConnectionRequestView) => void }) {
  const t = useTranslations('connections.requests');
  const titleId = useId();
  const rights = useRights();
  const [named] = useQueryState('request', parseAsString);
  const { data: requests = [] } = useConnectionRequests(rights !== null && (rights.isAdmin || rights.mayAsk));
  const isAdmin = rights?.isAdmin ?? false;
  const shown = requests.filter(
    (request) => request.status === 'open' || request.id === named || (!isAdmin && isRecent(request)),
  );
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={titleId} className="mb-5 overflow-hidden rounded-card border bg-surface">
      <h2 id={titleId} className="border-b px-4 py-2 font-medium text-ui">
        {t(isAdmin ? 'title' : 'ownTitle', { count: shown.length })}
      </h2>
      <ul>
        {shown.map((request) => (
          <RequestRow
            key={request.id}
            request={request}
            isAdmin={isAdmin}
            isNamed={request.id === named}
            onConnect={() => onConnect(request)}
          />
        ))}
      </ul>
    </section>
  );
}

function isRecent({ resolvedAt }: ConnectionRequestView): boolean {
  return resolvedAt !== null && Date.now() - new Date(resolvedAt).getTime() < shownForMs;
}
