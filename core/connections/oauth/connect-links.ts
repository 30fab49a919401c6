import { connectionKinds } from '#connectors/registry.ts';
import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { ConnectLinkView, OpenConnectLink } from '#core/contracts/oauth.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import type { ConnectLink } from '#prisma/generated/client.ts';
import { findConnection } from '../find-connection.ts';
import { presentScopes } from '../present-grant.ts';
import { hashToken } from './begin-authorization.ts';

const hourMs = 3_600_000;

/** A link that lets whoever holds it connect their account to this connection, once. Its address is told here only. */
export async function createConnectLink(
  session: Session,
  connectionId: string,
  { recipient, expiresInHours }: { recipient?: string | undefined; expiresInHours: number },
): Promise<ConnectLinkView> {
  const { workspaceId, userId } = session;
  const { id, name, connector, config } = await findConnection(workspaceId, connectionId);
  const auth = connectionKinds[connector as ConnectorId].auth(config as Record<string, unknown>);
  if (auth.kind !== 'oauth' || auth.grant !== 'authorization-code') {
    throw new TelarError('connection_without_consent', { status: 409 });
  }
  // Two ids, so that it has the form of one in an address: 248 bits.
  const token = `${createId('link')}${createId('link').slice('link_'.length)}`;
  const link = await getDatabase().$transaction(async (transaction) => {
    const created = await transaction.connectLink.create({
      data: {
        ...{ id: createId('link'), workspaceId, connectionId: id, createdBy: userId, recipient: recipient || null },
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + expiresInHours * hourMs),
      },
    });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'connection.link_created',
      object: { id, name },
      after: { recipient: created.recipient, expiresAt: created.expiresAt.toISOString() },
    });
    return created;
  });
  return { ...presentLink(link), url: `${readConfig().webUrl}/connect/${token}` };
}

export async function listConnectLinks(workspaceId: string, connectionId: string): Promise<ConnectLinkView[]> {
  const { id } = await findConnection(workspaceId, connectionId);
  const links = await getDatabase().connectLink.findMany({
    where: { connectionId: id, workspaceId },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return links.map(presentLink);
}

/** Throws `connect_link_not_found` (404). Withdrawing again changes nothing. */
export async function withdrawConnectLink(session: Session, connectionId: string, linkId: string): Promise<void> {
  const { workspaceId } = session;
  const connection = await findConnection(workspaceId, connectionId);
  await getDatabase().$transaction(async (transaction) => {
    const where = { id: linkId, connectionId, workspaceId };
    const link = await transaction.connectLink.findFirst({ where });
    if (link === null) throw linkError(404);
    const { count } = await transaction.connectLink.updateMany({
      where: { ...where, revokedAt: null, usedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'connection.link_withdrawn',
      object: { id: connectionId, name: connection.name },
      after: { recipient: link.recipient },
    });
  });
}

/** The link behind a token, while it can be used. Throws `connect_link_not_found` (404) or `connect_link_over` (410). */
export async function findOpenLink(token: string) {
  const link = await getDatabase().connectLink.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { connection: { include: { workspace: true } } },
  });
  if (link === null) throw linkError(404);
  if (presentLink(link).status !== 'open') throw new TelarError('connect_link_over', { status: 410 });
  return link;
}

/** What whoever holds a link is asked for, and by whom. */
export async function describeOpenLink(token: string, locale: Locale): Promise<OpenConnectLink> {
  const { connection, createdBy, expiresAt } = await findOpenLink(token);
  const connector = connection.connector as ConnectorId;
  const auth = connectionKinds[connector].auth(connection.config as Record<string, unknown>);
  const user = await getDatabase().user.findUnique({ where: { id: createdBy } });
  const isConsent = auth.kind === 'oauth' && auth.authorizationUrl !== undefined;
  return {
    workspaceName: connection.workspace.name,
    connectionName: connection.name,
    connector,
    invitedBy: user?.name ?? '',
    host: isConsent && auth.authorizationUrl ? new URL(auth.authorizationUrl).host : '',
    scopes: isConsent ? presentScopes(connector, auth.scopes, locale) : [],
    expiresAt: expiresAt.toISOString(),
  };
}

/** Uses a link up; answers for whom it was. Throws `connect_link_over` when it was used or withdrawn meanwhile. */
export async function spendLink(transaction: Transaction, id: string): Promise<string | null> {
  const now = new Date();
  const { count } = await transaction.connectLink.updateMany({
    where: { id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) throw new TelarError('connect_link_over', { status: 410 });
  return (await transaction.connectLink.findUniqueOrThrow({ where: { id } })).recipient;
}

function presentLink({ id, recipient, createdAt, expiresAt, usedAt, revokedAt }: ConnectLink): ConnectLinkView {
  const isExpired = expiresAt.getTime() <= Date.now();
  return {
    id,
    recipient,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    status: usedAt !== null ? 'used' : revokedAt !== null ? 'withdrawn' : isExpired ? 'expired' : 'open',
  };
}

function linkError(status: number): TelarError {
  return new TelarError('connect_link_not_found', { status });
}
