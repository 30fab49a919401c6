import type { IncomingHttpHeaders } from 'node:http';
import type { Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createRun } from '#core/runs/create-run.ts';

export interface InboundEvent {
  readonly hookId: string;
  readonly headers: IncomingHttpHeaders;
  /** Exactly as it came: signatures are made over these bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface ReceivedEvent {
  readonly eventId: string;
  readonly runId: string | null;
}

/** Headers in which senders repeat the id of an event that they send again, in order of trust. */
const idHeaders = ['webhook-id', 'idempotency-key', 'x-github-delivery', 'x-shopify-webhook-id', 'svix-id'];
/** Never stored: what lets someone act as the sender. */
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie']);
const acceptedTypes =
  /^(application\/([\w.-]+\+)?json|application\/x-ndjson|application\/x-www-form-urlencoded|text\/[\w.-]+)$/;

/**
 * Stores an event together with the run it starts; when this resolves, both will outlive a crash. An event
 * that a sender repeats under its id answers as the first time and starts nothing.
 * Throws `hook_unknown` (404), `pipeline_unpublished` (409) and `hook_content_type` (415).
 */
export function receiveEvent({ hookId, headers, body }: InboundEvent): Promise<ReceivedEvent> {
  const contentType = readContentType(headers);
  return getDatabase().$transaction(async (transaction) => {
    const { workspaceId, nodeId, pipeline, version } = await findTarget(transaction, hookId);
    const eventId = createId('evt');
    const dedupeKey = findSenderId(headers) ?? eventId;
    // Where another request is storing the same event, this waits for it to commit.
    const { count } = await transaction.hookEvent.createMany({
      data: [{ id: eventId, hookId, workspaceId, dedupeKey, headers: keepHeaders(headers), body, contentType }],
      skipDuplicates: true,
    });
    if (count === 0) return findReceived(transaction, hookId, dedupeKey);
    const runId = await createRun({
      workspaceId,
      pipelineId: pipeline.id,
      versionId: version.id,
      graph: version.graph as unknown as Graph,
      trigger: 'webhook',
      triggerNodeId: nodeId,
      transaction,
    });
    await transaction.hookEvent.update({ where: { id: eventId }, data: { runId } });
    return { eventId, runId };
  });
}

async function findTarget(transaction: Transaction, hookId: string) {
  const hook = await transaction.hook.findUnique({
    where: { id: hookId },
    include: { pipeline: { include: { publishedVersion: true } } },
  });
  if (!hook?.enabled || hook.pipeline.archivedAt !== null) throw new TelarError('hook_unknown', { status: 404 });
  const { publishedVersion: version } = hook.pipeline;
  if (version === null) throw new TelarError('pipeline_unpublished', { status: 409 });
  return { ...hook, version };
}

async function findReceived(transaction: Transaction, hookId: string, dedupeKey: string): Promise<ReceivedEvent> {
  const where = { hookId_dedupeKey: { hookId, dedupeKey } };
  const { id: eventId, runId } = await transaction.hookEvent.findUniqueOrThrow({ where });
  return { eventId, runId };
}

function readContentType(headers: IncomingHttpHeaders): string {
  const [type = ''] = (headers['content-type'] ?? 'application/json').split(';');
  if (acceptedTypes.test(type.trim().toLowerCase())) return headers['content-type'] ?? 'application/json';
  throw new TelarError('hook_content_type', { params: { contentType: type.trim() }, status: 415 });
}

/** The header's name is part of the key: senders of different kinds may use the same ids. */
function findSenderId(headers: IncomingHttpHeaders): string | null {
  for (const name of idHeaders) {
    const value = headers[name];
    if (typeof value === 'string' && value !== '') return `${name}:${value.slice(0, 500)}`;
  }
  return null;
}

function keepHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !secretHeaders.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
