import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { decryptSecret, encryptSecret } from '../encrypt-secret.ts';
import { describeDataKey } from './data-keys.ts';
import { readActiveVersion, unwrapWith, wrapWith } from './encryption-keys.ts';
import { listHeaders } from './sealed-bytes.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';

export interface RenewedSecrets {
  readonly dataKeys: number;
  readonly secrets: number;
  /** Could not be opened; left as they are. */
  readonly unreadable: number;
}

const defaultBatchSize = 100;

/**
 * Brings everything under the active key: data keys are wrapped with it, secrets are encrypted under a data key of its
 * version, and versions that nothing needs any more are retired. Works in batches, each row by compare-and-swap, so it may
 * run while others read and write, be cut off anywhere, run twice at once, and be started again.
 */
export async function renewSecrets({ batchSize = defaultBatchSize } = {}): Promise<RenewedSecrets> {
  const active = await readActiveVersion();
  if (active === null) return { dataKeys: 0, secrets: 0, unreadable: 0 };
  const renewed = { secrets: 0, ...(await rewrapDataKeys(active)) };
  for (const column of sealedColumns) {
    for await (const row of readStale(column, active, batchSize)) {
      if (await renewSecret(column, row)) renewed.secrets += 1;
      else renewed.unreadable += 1;
    }
  }
  await retireUnused(active);
  return renewed;
}

/** How many secrets and data keys still wait for the active key. */
export async function countStale(): Promise<number> {
  const active = await readActiveVersion();
  if (active === null) return 0;
  let count = await getDatabase().dataKey.count({ where: { NOT: { wrappedBy: active } } });
  for (const column of sealedColumns) {
    const [found] = await getDatabase().$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM ${name(column.table)} WHERE ${isStale(column, active)}`;
    count += Number(found?.count ?? 0);
  }
  return count;
}

async function rewrapDataKeys(active: number): Promise<Pick<RenewedSecrets, 'dataKeys' | 'unreadable'>> {
  const database = getDatabase();
  const activeKey = await database.encryptionKey.findUniqueOrThrow({ where: { version: active } });
  const stale = await database.dataKey.findMany({
    where: { NOT: { wrappedBy: active } },
    include: { encryptionKey: true },
  });
  let dataKeys = 0;
  let unreadable = 0;
  for (const { workspaceId, version, wrapped, wrappedBy, encryptionKey } of stale) {
    const context = describeDataKey(workspaceId, version);
    try {
      const rewrapped = await wrapWith(activeKey, await unwrapWith(encryptionKey, wrapped, context), context);
      // A key that was superseded meanwhile takes on nothing: it may be retired at any moment.
      dataKeys += await database.$executeRaw`
        UPDATE data_keys SET wrapped = ${rewrapped}, wrapped_by = ${active}
        WHERE workspace_id = ${workspaceId} AND version = ${version} AND wrapped_by = ${wrappedBy}
          AND EXISTS (SELECT FROM encryption_keys WHERE version = ${active} AND state = 'active' FOR SHARE)`;
    } catch (error) {
      unreadable += 1;
      warn(error, { workspaceId, version }, 'A data key cannot be wrapped anew');
    }
  }
  return { dataKeys, unreadable };
}

interface StaleRow {
  readonly row: string;
  readonly workspaceId: string;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly keyVersion: number;
}

async function* readStale(column: SealedColumn, active: number, batchSize: number): AsyncGenerator<StaleRow> {
  const { table, id, ciphertext, keyVersion } = column;
  for (let after = ''; ; ) {
    const rows = await getDatabase().$queryRaw<StaleRow[]>`
      SELECT ${name(id)} AS row, workspace_id AS "workspaceId", ${name(ciphertext)} AS ciphertext,
        ${name(keyVersion)} AS "keyVersion"
      FROM ${name(table)} WHERE ${isStale(column, active)} AND ${name(id)} > ${after}
      ORDER BY ${name(id)} LIMIT ${batchSize}`;
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return;
    after = last.row;
  }
}

/** Encrypts one secret anew, unless somebody else has changed it meanwhile. Answers whether it could be opened. */
async function renewSecret(column: SealedColumn, { row, workspaceId, ciphertext, keyVersion }: StaleRow) {
  const place = { workspaceId, table: column.table, row, column: column.ciphertext };
  try {
    const renewed = await encryptSecret(await decryptSecret({ ciphertext, keyVersion }, place), place);
    await getDatabase().$executeRaw`
      UPDATE ${name(column.table)}
      SET ${name(column.ciphertext)} = ${renewed.ciphertext}, ${name(column.keyVersion)} = ${renewed.keyVersion}
      WHERE ${name(column.id)} = ${row} AND ${name(column.ciphertext)} = ${ciphertext}`;
    return true;
  } catch (error) {
    warn(error, { table: column.table, row }, 'A secret cannot be encrypted anew');
    return false;
  }
}

/** Older versions wrap nothing any more; one that a secret from before data keys still needs stays. */
async function retireUnused(active: number): Promise<void> {
  const database = getDatabase();
  const candidates = await database.encryptionKey.findMany({
    where: { state: 'decrypt_only', dataKeys: { none: {} } },
    select: { version: true },
  });
  const needed = new Set<number>();
  for (const column of sealedColumns) {
    const rows = await database.$queryRaw<{ version: number }[]>`
      SELECT DISTINCT ${name(column.keyVersion)} AS version FROM ${name(column.table)} WHERE ${isStale(column, active)}`;
    for (const { version } of rows) needed.add(version);
  }
  const versions = candidates.map(({ version }) => version).filter((version) => !needed.has(version));
  await database.encryptionKey.updateMany({
    where: { version: { in: versions }, state: 'decrypt_only' },
    data: { state: 'retired', retiredAt: new Date() },
  });
}

/** Holds a secret that is not sealed under a key of the active version. */
function isStale({ ciphertext }: SealedColumn, active: number): Prisma.Sql {
  const headers = listHeaders(active).map((header) => new Uint8Array(header));
  const length = headers[0]?.length ?? 0;
  return Prisma.sql`${name(ciphertext)} IS NOT NULL
    AND substring(${name(ciphertext)} FROM 1 FOR ${length}) NOT IN (${Prisma.join(headers)})`;
}

function warn(error: unknown, where: Readonly<Record<string, string | number>>, sentence: string): void {
  const reason = error instanceof TelarError ? { code: error.code } : { err: error };
  getLogger('keys').warn({ ...where, ...reason }, sentence);
}

/** Names come from `sealedColumns` alone, never from outside. */
function name(identifier: string): Prisma.Sql {
  return Prisma.raw(`"${identifier}"`);
}
