import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { subscribe } from '#core/platform/notify.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { lockActiveKey, unwrapWith, wrapWith } from './encryption-keys.ts';
import { generateKey } from './key-ring.ts';
import type { SealingKey } from './sealed-bytes.ts';

/** Should a notification be lost, a new version is noticed after this long. */
const maxAgeMs = 30_000;

interface KnownKeys {
  /** Unwrapped, by workspace and version. */
  readonly byVersion: Map<string, Promise<Buffer>>;
  /** What new secrets use, by workspace. */
  readonly current: Map<string, { readonly key: Promise<SealingKey>; readonly since: number }>;
  isListening: boolean;
}

/** Survives module reloading in development. */
const memo = globalThis as typeof globalThis & { telarDataKeys?: KnownKeys };

/** The key that new secrets of the workspace are encrypted with. Made when there is none of the active version. */
export function findCurrentDataKey(workspaceId: string): Promise<SealingKey> {
  const { current } = openKnownKeys();
  const known = current.get(workspaceId);
  if (known !== undefined && performance.now() - known.since < maxAgeMs) return known.key;
  const key = readOrCreate(workspaceId);
  current.set(workspaceId, { key, since: performance.now() });
  key.catch(() => current.delete(workspaceId));
  return key;
}

/** A key of the workspace by its version. Throws `encryption_key_missing` when it has none of it. */
export function findDataKey(workspaceId: string, version: number): Promise<Buffer> {
  const { byVersion } = openKnownKeys();
  const id = `${workspaceId}.${version}`;
  const known = byVersion.get(id);
  if (known !== undefined) return known;
  const key = readKey(workspaceId, version);
  byVersion.set(id, key);
  key.catch(() => byVersion.delete(id));
  return key;
}

/** Forgets every key that this process holds in memory. */
export function forgetDataKeys(): void {
  const known = openKnownKeys();
  known.byVersion.clear();
  known.current.clear();
}

/** What a data key is bound to while it is wrapped: it cannot serve another workspace. */
export function describeDataKey(workspaceId: string, version: number): string {
  return JSON.stringify(['data key', workspaceId, version]);
}

function openKnownKeys(): KnownKeys {
  memo.telarDataKeys ??= { byVersion: new Map(), current: new Map(), isListening: false };
  const known = memo.telarDataKeys;
  if (!known.isListening) {
    known.isListening = true;
    subscribe('keys', () => known.current.clear()).catch((error: unknown) => {
      known.isListening = false;
      getLogger('keys').warn({ err: error }, 'New key versions are noticed by asking only');
    });
  }
  return known;
}

async function readOrCreate(workspaceId: string): Promise<SealingKey> {
  const version = await getDatabase().$transaction(async (transaction) => {
    const active = await lockActiveKey(transaction);
    const id = { workspaceId, version: active.version };
    if ((await transaction.dataKey.count({ where: id })) > 0) return active.version;
    const wrapped = await wrapWith(active, generateKey(), describeDataKey(workspaceId, active.version));
    // Of several processes at once, the first one's key stays.
    await transaction.dataKey.createMany({ data: { ...id, wrapped, wrappedBy: active.version }, skipDuplicates: true });
    return active.version;
  });
  return { version, key: await findDataKey(workspaceId, version) };
}

async function readKey(workspaceId: string, version: number): Promise<Buffer> {
  const stored = await getDatabase().dataKey.findUnique({
    where: { workspaceId_version: { workspaceId, version } },
    include: { encryptionKey: true },
  });
  if (stored === null)
    throw new TelarError('encryption_key_missing', { params: { version }, actor: 'admin', status: 500 });
  return unwrapWith(stored.encryptionKey, stored.wrapped, describeDataKey(workspaceId, version));
}
