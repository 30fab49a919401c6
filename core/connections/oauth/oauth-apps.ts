import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import type { OAuthAppView } from '#core/contracts/oauth.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { decryptSecret, encryptSecret } from '#core/security/encrypt-secret.ts';
import type { Session } from '#core/security/session.ts';
import type { OAuthApp } from '#prisma/generated/client.ts';
import { forgiveRefusal } from '../forgive-refusal.ts';

/** The one address that vendors send people back to, to be registered with them exactly so. */
export function oauthRedirectUri(): string {
  return `${readConfig().webUrl}/oauth/callback`;
}

export async function listOAuthApps(workspaceId: string): Promise<OAuthAppView[]> {
  const apps = await getDatabase().oAuthApp.findMany({ where: { workspaceId }, orderBy: { connector: 'asc' } });
  return apps.map(presentOAuthApp);
}

/** Stores the workspace's registration at a vendor. An absent secret keeps its stored value. */
export async function putOAuthApp(
  session: Session,
  connector: ConnectorId,
  { clientId, clientSecret }: { clientId: string; clientSecret?: string | undefined },
): Promise<OAuthAppView> {
  const { workspaceId, userId } = session;
  const where = { workspaceId_connector: { workspaceId, connector } };
  const known = await getDatabase().oAuthApp.findUnique({ where });
  const id = known?.id ?? createId('oapp');
  const sealed = clientSecret === undefined ? {} : await sealAppSecret(workspaceId, id, clientSecret);
  return getDatabase().$transaction(async (transaction) => {
    const app = await transaction.oAuthApp.upsert({
      where,
      create: { id, workspaceId, connector, clientId, createdBy: userId, ...sealed },
      update: { clientId, ...sealed },
    });
    await forgiveRefusal(transaction, { workspaceId, connector });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'oauth_app.saved',
      object: { id, name: connector },
      before: known === null ? null : { clientId: known.clientId },
      after: { clientId, ...(clientSecret !== undefined && { changedSecrets: ['clientSecret'] }) },
    });
    return presentOAuthApp(app);
  });
}

/** Throws `oauth_app_not_found` (404). */
export async function deleteOAuthApp(session: Session, connector: string): Promise<void> {
  const { workspaceId } = session;
  const app = await getDatabase().oAuthApp.findFirst({ where: { workspaceId, connector } });
  if (app === null) throw new TelarError('oauth_app_not_found', { status: 404 });
  await getDatabase().$transaction(async (transaction) => {
    const { count } = await transaction.oAuthApp.deleteMany({ where: { id: app.id } });
    if (count === 0) return;
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'oauth_app.removed',
      object: { id: app.id, name: connector },
      before: { clientId: app.clientId },
    });
  });
}

export async function unsealAppSecret({ id, workspaceId, secretCiphertext, secretKeyVersion }: OAuthApp) {
  if (secretCiphertext === null || secretKeyVersion === null) return '';
  return decryptSecret({ ciphertext: secretCiphertext, keyVersion: secretKeyVersion }, place(workspaceId, id));
}

async function sealAppSecret(workspaceId: string, id: string, secret: string) {
  if (secret === '') return { secretCiphertext: null, secretKeyVersion: null };
  const { ciphertext, keyVersion } = await encryptSecret(secret, place(workspaceId, id));
  return { secretCiphertext: ciphertext, secretKeyVersion: keyVersion };
}

function place(workspaceId: string, row: string) {
  return { workspaceId, table: 'oauth_apps', row, column: 'secret_ciphertext' };
}

function presentOAuthApp({ connector, clientId, secretCiphertext, updatedAt }: OAuthApp): OAuthAppView {
  return {
    connector: connector as ConnectorId,
    clientId,
    hasSecret: secretCiphertext !== null,
    updatedAt: updatedAt.toISOString(),
  };
}
