import { nearestName } from '#core/graph/nearest-name.ts';
import { getDatabase } from '#core/platform/database.ts';
import { migrateDatabase } from '#core/platform/migrate-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { readLocale } from '#core/security/read-locale.ts';
import type { Session } from '#core/security/session.ts';

/**
 * The workspace of that name or id, else the only one, seen by its owner: whoever may start this command on this
 * machine may do everything. Brings the database up to date first, as every process does. Throws a TelarError that
 * says what to start or to set when there is no database.
 */
export async function openWorkspace(nameOrId: string | undefined): Promise<Session> {
  await openDatabase();
  const workspaces = await getDatabase().workspace.findMany({
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  const { id: workspaceId, name: workspaceName } = chooseWorkspace(workspaces, nameOrId);
  const membership = await getDatabase().membership.findFirst({
    where: { workspaceId, role: 'owner' },
    include: { user: true },
    orderBy: { createdAt: 'asc' },
  });
  if (membership === null) throw new TelarError('workspace_without_owner', { params: { name: workspaceName } });
  const { id: userId, name: userName, email, locale } = membership.user;
  return { userId, userName, email, locale: readLocale(locale), workspaceId, workspaceName, role: 'owner' };
}

async function openDatabase(): Promise<void> {
  const isEmbedded = !process.env.DATABASE_URL;
  const { databaseUrl } = configure();
  try {
    await migrateDatabase(databaseUrl);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const { hostname, port } = new URL(databaseUrl);
    const params = { address: `${hostname}:${port || 5432}`, detail: code ?? message };
    if (isEmbedded && code === 'ECONNREFUSED') throw new TelarError('embedded_database_stopped', { cause });
    throw new TelarError('database_unreachable', { params, actor: 'admin', retryable: true, cause });
  }
}

function configure() {
  try {
    return readConfig();
  } catch (error) {
    const isMissing = error instanceof TelarError && error.code === 'config_missing';
    throw isMissing ? new TelarError('embedded_database_missing', { cause: error }) : error;
  }
}

type Named = { readonly id: string; readonly name: string };

function chooseWorkspace(workspaces: readonly Named[], nameOrId: string | undefined): Named {
  const [first, second] = workspaces;
  if (first === undefined) throw new TelarError('workspace_none', { params: { address: readConfig().webUrl } });
  const names = workspaces.map(({ name }) => name);
  if (nameOrId === undefined) {
    if (second === undefined) return first;
    throw new TelarError('workspace_unchosen', { params: { names: names.join(', ') } });
  }
  const [chosen, another] = workspaces.filter(({ id, name }) => id === nameOrId || name === nameOrId);
  if (another !== undefined) throw new TelarError('workspace_ambiguous', { params: { name: nameOrId } });
  if (chosen !== undefined) return chosen;
  const params = { name: nameOrId, suggestion: nearestName(nameOrId, names) ?? 'none' };
  throw new TelarError('workspace_unknown', { params });
}
