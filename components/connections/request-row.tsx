'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useResolveRequest } from '#components/queries/use-connection-requests.ts';
import { useConnections } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionRequestView } from '#core/contracts/oauth.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { ConnectorTile } from './connector-tile.tsx';

const tones: Record<ConnectionRequestView['status'], Tone> = { open: 'accent', done: 'success', declined: 'neutral' };

interface RequestRowProps {
  request: ConnectionRequestView;
  isAdmin: boolean;
  /** The address that brought the reader here names it. */
  isNamed: boolean;
  onConnect: () => void;
}

export function RequestRow({ request, isAdmin, isNamed, onConnect }: RequestRowProps) {
  const t = useTranslations('connections');
  const { data: connections = [] } = useConnections();
  const { connector, connectionId, status, note, requestedBy, createdAt } = request;
  const connection = connections.find(({ id }) => id === connectionId) ?? null;
  const kind = t(`kinds.${connector}.name`);
  const isOpen = status === 'open';
  const title = describeRequest();

  function describeRequest(): string {
    const person = requestedBy.name;
    if (connectionId !== null && isOpen) {
      const name = connection?.name ?? kind;
      return isAdmin ? t('requests.reconnect', { person, name }) : t('requests.reconnectOwn', { name });
    }
    return isAdmin ? t('requests.create', { person, kind }) : t('requests.createOwn', { kind });
  }

  return (
    <li
      className={joinClasses(
        'flex flex-wrap items-start gap-x-3 gap-y-2 border-b px-4 py-3 last:border-b-0',
        isNamed && 'bg-accent/6',
      )}
    >
      <ConnectorTile connector={connector} />
      <div className="min-w-40 flex-1">
        <p className="text-body">
          {title}
          {!(isAdmin && isOpen) && (
            <Badge tone={tones[status]} className="ml-2">
              {t(`requests.states.${status}`)}
            </Badge>
          )}
        </p>
        {note && <p className="text-ink-2 text-ui [overflow-wrap:anywhere]">“{note}”</p>}
        <RelativeTime at={createdAt} className="text-ink-3 text-meta" />
      </div>
      {isAdmin && isOpen && <RequestActions request={request} isThere={connection !== null} onConnect={onConnect} />}
      {!isOpen && connection && (
        <ButtonLink size="small" href={`/connections/${connection.id}`}>
          {t('open')}
        </ButtonLink>
      )}
    </li>
  );
}

interface RequestActionsProps {
  request: ConnectionRequestView;
  /** The connection to reconnect is still there. */
  isThere: boolean;
  onConnect: () => void;
}

function RequestActions({ request, isThere, onConnect }: RequestActionsProps) {
  const t = useTranslations('connections.requests');
  const describeError = useErrorText();
  const [isAnswering, setIsAnswering] = useState(false);
  const { mutate: resolve, isPending } = useResolveRequest();
  const decline = () =>
    resolve(
      { id: request.id, connectionId: null },
      { onSuccess: () => toast(t('declined')), onError: (error) => toast.error(describeError(error)) },
    );
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:pl-11">
      <Button size="small" variant="ghost" loading={isPending} onClick={decline}>
        {t('decline')}
      </Button>
      {isThere ? (
        <ButtonLink size="small" variant="primary" href={`/connections/${request.connectionId}`}>
          {t('goReconnect')}
        </ButtonLink>
      ) : (
        <>
          <Button size="small" onClick={() => setIsAnswering(true)}>
            {t('useExisting')}
          </Button>
          <Button size="small" variant="primary" onClick={onConnect}>
            {t('connect')}
          </Button>
        </>
      )}
      <AnswerDialog request={request} open={isAnswering} onClose={() => setIsAnswering(false)} />
    </div>
  );
}
