import { setTimeout as delay } from 'node:timers/promises';
import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { findConnection } from '#core/connections/find-connection.ts';
import { type SendRowResponse, sendRowResponseSchema } from '#core/contracts/test-run.ts';
import { getDatabase } from '#core/platform/database.ts';
import { type SerializedError, TelarError } from '#core/platform/telar-error.ts';
import { decryptSecret, encryptSecret } from '#core/security/encrypt-secret.ts';
import type { Session } from '#core/security/session.ts';
import { Prisma, type RowSend } from '#prisma/generated/client.ts';

interface Sending {
  readonly session: Session;
  readonly place: { readonly workspaceId: string; readonly pipelineId: string; readonly nodeId: string };
  readonly sendId: string;
  readonly step: TargetStep;
}

type Outcome = { readonly response: SendRowResponse } | { readonly error: SerializedError & { status: number } };

/** As long as a sending can take. */
const longestMs = 130_000;
const lookEveryMs = 250;

/**
 * Does the work of a sending once, however often it is asked for: whoever comes later waits for the outcome of the first.
 * Who sends what where is written down before anything goes out. Throws `row_send_unknown` when the first never told.
 */
export async function onceOnly(sending: Sending, work: () => Promise<SendRowResponse>): Promise<SendRowResponse> {
  if (!(await claim(sending))) return waitForOutcome(sending, Date.now() + longestMs);
  try {
    const response = await work();
    await keepOutcome(sending, { response });
    return response;
  } catch (error) {
    const failure =
      error instanceof TelarError ? error : new TelarError('internal', { actor: 'admin', status: 500, cause: error });
    await keepOutcome(sending, { error: { ...failure.toJSON(), status: failure.status } });
    throw error;
  }
}

/** Whether this is the first time that the sending is asked for. */
async function claim({ session, place, sendId, step }: Sending): Promise<boolean> {
  const described = await describePlace(place.workspaceId, step);
  try {
    await getDatabase().$transaction(async (transaction) => {
      await transaction.rowSend.create({ data: { id: sendId, ...place, createdBy: session.userId } });
      const pipeline = await transaction.pipeline.findUniqueOrThrow({ where: { id: place.pipelineId } });
      await recordAuditEvent(transaction, {
        workspaceId: place.workspaceId,
        actor: actorOf(session),
        action: 'pipeline.row_sent',
        object: { id: pipeline.id, name: pipeline.name },
        after: { step: step.name, ...described },
      });
    });
    return true;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return false;
    throw error;
  }
}

/** Where a step sends to, without what an address may carry. */
async function describePlace(workspaceId: string, { settings }: TargetStep): Promise<Record<string, unknown>> {
  const { connectionId, schema, table, url, method } = settings;
  const account = typeof connectionId === 'string' && connectionId !== '' ? connectionId : null;
  const named = account !== null && { account: (await findConnection(workspaceId, account)).name };
  const to =
    typeof table === 'string' ? `${String(schema)}.${table}` : `${String(method)} ${String(url).split('?')[0]}`;
  return { ...named, to };
}

async function waitForOutcome(sending: Sending, until: number): Promise<SendRowResponse> {
  const { sendId, place } = sending;
  const sent = await getDatabase().rowSend.findFirst({ where: { id: sendId, ...place } });
  if (sent === null) throw new TelarError('row_send_other', { status: 409 });
  if (sent.finishedAt !== null) return readOutcome(sent);
  const isLate = Date.now() > until || Date.now() - sent.createdAt.getTime() > longestMs;
  if (isLate) throw new TelarError('row_send_unknown', { status: 409 });
  await delay(lookEveryMs);
  return waitForOutcome(sending, until);
}

async function keepOutcome({ place, sendId }: Sending, outcome: Outcome): Promise<void> {
  const sealed = await encryptSecret(JSON.stringify(outcome), placeOf(place.workspaceId, sendId));
  await getDatabase().rowSend.update({
    where: { id: sendId },
    data: { outcomeCiphertext: sealed.ciphertext, outcomeKeyVersion: sealed.keyVersion, finishedAt: new Date() },
  });
}

async function readOutcome(sent: RowSend): Promise<SendRowResponse> {
  const { id, workspaceId, outcomeCiphertext: ciphertext, outcomeKeyVersion: keyVersion } = sent;
  if (ciphertext === null || keyVersion === null) throw new TelarError('row_send_unknown', { status: 409 });
  const outcome = JSON.parse(await decryptSecret({ ciphertext, keyVersion }, placeOf(workspaceId, id))) as Outcome;
  if ('response' in outcome) return sendRowResponseSchema.parse(outcome.response);
  throw new TelarError(outcome.error.code, outcome.error);
}

function placeOf(workspaceId: string, row: string) {
  return { workspaceId, table: 'row_sends', row, column: 'outcome_ciphertext' };
}
