import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#prisma/generated/client.ts';
import { readConfig } from './read-config.ts';

/** The client inside a transaction, or outside of one: what a function that joins a transaction takes. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** Survives module reloading in development, which would otherwise open a pool per reload. */
const memo = globalThis as typeof globalThis & { telarDatabase?: PrismaClient };

/** The database of this process, over one pool of connections. */
export function getDatabase(): PrismaClient {
  if (memo.telarDatabase === undefined) {
    const { databaseUrl, databaseConnections } = readConfig();
    memo.telarDatabase = createDatabase(databaseUrl, databaseConnections);
  }
  return memo.telarDatabase;
}

export function createDatabase(databaseUrl: string, max = 10): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: databaseUrl, max }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}

/** Runs `work` in the transaction given, else in one of its own. */
export function inTransaction<Result>(
  transaction: Transaction | undefined,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return transaction ? work(transaction) : getDatabase().$transaction(work);
}
