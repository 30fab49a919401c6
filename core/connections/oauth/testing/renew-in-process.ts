import { getDatabase } from '#core/platform/database.ts';
import { resolveConnection } from '../../resolve-connection.ts';
import { refreshGrant } from '../refresh-grant.ts';
import { readConnectionAccount } from '../renew-grant.ts';

/** What one process of several is told to do at the same moment as the others. `locked: false` is the control. */
export interface RenewalOrder {
  readonly connectionId: string;
  readonly callers: number;
  readonly locked: boolean;
}

const readConnection = (id: string) =>
  getDatabase().connection.findUniqueOrThrow({ where: { id }, include: { grant: true } });

async function renewLocked(connectionId: string): Promise<number> {
  const { workspaceId } = await readConnection(connectionId);
  return (await resolveConnection(workspaceId, connectionId)).grant?.version ?? 0;
}

async function renewUnlocked(connectionId: string): Promise<number> {
  const connection = await readConnection(connectionId);
  const account = await readConnectionAccount(connection);
  if (connection.grant === null || account === null) throw new Error('Nothing to renew');
  return (await refreshGrant(connection.grant, account)).version;
}

process.on('message', async ({ connectionId, callers, locked }: RenewalOrder) => {
  const renew = locked ? renewLocked : renewUnlocked;
  const results = await Promise.allSettled(Array.from({ length: callers }, () => renew(connectionId)));
  process.send?.(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))));
});
process.on('disconnect', () => process.exit(0));
// Opens the pool, so that all processes start from the same line.
await getDatabase().connection.count();
process.send?.('ready');
