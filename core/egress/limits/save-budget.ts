import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { findConnection } from '#core/connections/find-connection.ts';
import type { BudgetSettings } from '#core/contracts/budgets.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { presentSettings } from './read-budget.ts';

/**
 * Replaces the limits and the budget of a connection. They hold for requests that start from then on.
 * Throws `connection_not_found` (404) or `time_zone_unknown` (422).
 */
export async function saveBudget(session: Session, connectionId: string, settings: BudgetSettings): Promise<void> {
  const { id, name } = await findConnection(session.workspaceId, connectionId);
  const { windows, maxConcurrent, dailyRequests, timeZone } = settings;
  const stored = windows?.map(({ requests, windowSeconds }) => ({ requests, windowMs: windowSeconds * 1000 }));
  await checkTimeZone(timeZone);
  await getDatabase().$transaction(async (transaction) => {
    const before = await transaction.connectionLimit.findUnique({ where: { connectionId: id } });
    const values = { windows: stored ?? Prisma.DbNull, maxConcurrent, dailyRequests, timeZone };
    const after = await transaction.connectionLimit.upsert({
      where: { connectionId: id },
      create: { connectionId: id, ...values },
      update: values,
    });
    await recordAuditEvent(transaction, {
      workspaceId: session.workspaceId,
      actor: actorOf(session),
      action: 'connection.limits_changed',
      object: { id, name },
      before: describeSettings(presentSettings(before)),
      after: describeSettings(presentSettings(after)),
    });
  });
}

/** As it is read in the audit trail. */
function describeSettings({ windows, ...rest }: BudgetSettings) {
  return {
    ...rest,
    windows: windows?.map(({ requests, windowSeconds }) => `${requests} / ${windowSeconds} s`) ?? null,
  };
}

/** Days are counted by the database, so it must know the zone. */
async function checkTimeZone(zone: string): Promise<void> {
  const known = await getDatabase().$queryRaw<unknown[]>`SELECT 1 FROM pg_timezone_names WHERE name = ${zone}`;
  if (known.length > 0) return;
  throw new TelarError('time_zone_unknown', { params: { zone }, field: 'timeZone', status: 422 });
}
