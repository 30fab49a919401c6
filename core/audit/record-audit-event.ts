import { isDeepStrictEqual } from 'node:util';
import type { ActorKind, AuditAction } from '#core/contracts/audit.ts';
import { createId } from '#core/platform/create-id.ts';
import type { Transaction } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';
import { Prisma } from '#prisma/generated/client.ts';

export interface AuditActor {
  readonly kind: ActorKind;
  readonly id: string | null;
  readonly name: string;
}

/** Values by name, as anyone who may see the object may see them: of secrets their names at most. */
export type AuditValues = Readonly<Record<string, unknown>>;

export interface AuditEntry {
  readonly workspaceId: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly object: { readonly id: string | null; readonly name: string };
  /** Null where there was nothing before, or is nothing any more. */
  readonly before?: AuditValues | null;
  readonly after?: AuditValues | null;
}

/** Who a session acts for. */
export function actorOf({ userId, userName }: Session): AuditActor {
  return { kind: 'user', id: userId, name: userName };
}

/**
 * Writes down who did what to what, in the transaction that does it: neither is there without the other. Of values before
 * and after only those that differ are kept; a change that changes nothing is not written down.
 */
export async function recordAuditEvent(
  transaction: Transaction,
  { workspaceId, actor, action, object, before = null, after = null }: AuditEntry,
): Promise<void> {
  const changed = listChanged(before, after);
  if (before !== null && after !== null && changed.length === 0) return;
  await transaction.auditEvent.create({
    data: {
      id: createId('aud'),
      workspaceId,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action,
      objectType: action.slice(0, action.indexOf('.')),
      objectId: object.id,
      objectName: object.name,
      before: pick(before, changed),
      after: pick(after, changed),
    },
  });
}

function listChanged(before: AuditValues | null, after: AuditValues | null): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]));
}

function pick(values: AuditValues | null, names: readonly string[]) {
  if (values === null) return Prisma.DbNull;
  const entries = names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]);
  return Object.fromEntries(entries) as Prisma.InputJsonObject;
}
