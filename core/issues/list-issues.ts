import { createHash } from 'node:crypto';
import type { Locale } from '#core/contracts/identity.ts';
import type { AffectedPipeline, Issue } from '#core/contracts/issues.ts';
import { findLiveUsage } from '#core/pipelines/find-usage.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentFailure, presentReason } from '#core/platform/present-error.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import type { Connection } from '#prisma/generated/client.ts';
import { compareUrgency } from './compare-urgency.ts';
import { findChanges } from './find-changes.ts';
import { readDifferences } from './read-differences.ts';
import { type CauseInPipeline, readFailures, readRejections, sourceCodes } from './read-failures.ts';

const lookedAtMs = 30 * 24 * 3_600_000;

interface LivePipeline {
  readonly name: string;
  readonly liveVersionNumber: number;
  readonly publishedAt: Date;
  readonly running: number;
}

/** What keeps going wrong in the live pipelines of a workspace in the last 30 days, by cause, most urgent first. */
export async function listIssues(workspaceId: string, locale: Locale, now = new Date()): Promise<Issue[]> {
  const since = new Date(now.getTime() - lookedAtMs);
  const [failures, rejections, differences, waiting, usage, live] = await Promise.all([
    readFailures(workspaceId, since),
    readRejections(workspaceId, since),
    readDifferences(workspaceId, since),
    readWaitingConnections(workspaceId),
    findLiveUsage(workspaceId, 'connectionId'),
    readLivePipelines(workspaceId),
  ]);
  const byCause = Map.groupBy([...failures, ...rejections, ...differences], ({ cause }) => cause);
  for (const { id } of waiting) if (!byCause.has(`access:${id}`)) byCause.set(`access:${id}`, []);
  const named = failures.flatMap(({ connectionId }) => connectionId ?? []);
  const connections = await readConnections(workspaceId, [...named, ...waiting.map(({ id }) => id)]);
  const changedAt = await findChanges(workspaceId, [...connections.keys()]);
  const issues = [...byCause].flatMap(([cause, found]) => {
    const connectionId = found[0]?.connectionId ?? (found.length === 0 ? cause.slice('access:'.length) : null);
    const connection = connectionId === null ? null : (connections.get(connectionId) ?? null);
    const waits = waiting.some(({ id }) => id === connectionId);
    const alsoWaiting = waits ? (usage.get(connectionId ?? '') ?? []) : [];
    const pipelines = listAffected(
      found,
      alsoWaiting.map(({ pipelineId }) => pipelineId),
      live,
    );
    const error = chooseError(found, waits ? connection : null);
    if (error === null || pipelines.length === 0) return [];
    const issue = compose(cause, { found, pipelines, connection, error, locale, live });
    const isFixed =
      !waits && (connection === null ? isRepublished(found, live) : isChanged(found, connection, changedAt));
    return { ...issue, state: isFixed ? ('fixed' as const) : ('open' as const) };
  });
  return issues.sort(compareUrgency);
}

interface Parts {
  readonly found: readonly CauseInPipeline[];
  readonly pipelines: AffectedPipeline[];
  readonly connection: Connection | null;
  readonly error: SerializedError;
  readonly locale: Locale;
  readonly live: ReadonlyMap<string, LivePipeline>;
}

function compose(cause: string, { found, pipelines, connection, error, locale, live }: Parts): Omit<Issue, 'state'> {
  const kind = found[0]?.kind ?? 'failure';
  const failure = presentFailure(error, locale);
  const { field = '', value = '' } = error.params as { field?: string; value?: string };
  const message = kind === 'rejected' ? presentReason({ reason: error.code, field, value }, locale) : failure.message;
  const first = found.map(({ firstAt }) => firstAt.getTime());
  const next = found.flatMap(({ nextTryAt }) => nextTryAt?.getTime() ?? []);
  const last = found.map(({ lastAt }) => lastAt.getTime());
  return {
    id: `issue_${createHash('sha256').update(cause).digest('hex').slice(0, 20)}`,
    kind,
    failure: { ...failure, message, ...(cause.startsWith('access:') && { actor: 'admin' as const }) },
    connection: connection && { id: connection.id, name: connection.name, connector: connection.connector },
    pipelines,
    ofSource: sourceCodes.includes(error.code),
    runs: found.reduce((sum, { runs }) => sum + runs, 0),
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
    firstSeenAt: first.length === 0 ? null : new Date(Math.min(...first)).toISOString(),
    lastSeenAt: last.length === 0 ? null : new Date(Math.max(...last)).toISOString(),
    nextTryAt: (next.length > 0 && new Date(Math.min(...next)).toISOString()) || null,
    replayRunIds: found.flatMap(({ replayRunIds }) => replayRunIds),
    running: pipelines.reduce((sum, { id }) => sum + (live.get(id)?.running ?? 0), 0),
  };
}

function listAffected(
  found: readonly CauseInPipeline[],
  waitingIds: readonly string[],
  live: ReadonlyMap<string, LivePipeline>,
): AffectedPipeline[] {
  const byPipeline = new Map(found.map((cause) => [cause.pipelineId, cause]));
  return [...new Set([...byPipeline.keys(), ...waitingIds])].flatMap((id) => {
    const pipeline = live.get(id);
    if (pipeline === undefined) return [];
    const cause = byPipeline.get(id);
    const { name, liveVersionNumber } = pipeline;
    return {
      ...{ id, name, liveVersionNumber },
      nodeId: cause?.nodeId ?? null,
      nodeName: cause?.nodeName ?? null,
      runId: cause?.runId ?? null,
      runs: cause?.runs ?? 0,
      versionNumber: cause?.versionNumber ?? null,
      lastSeenAt: cause?.lastAt.toISOString() ?? null,
    };
  });
}

/** What the connection itself says where it waits for a person, else the newest failure. */
function chooseError(found: readonly CauseInPipeline[], waiting: Connection | null): SerializedError | null {
  const newest = [...found].sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0];
  const reason = waiting?.healthReason as unknown as SerializedError | null | undefined;
  return reason ?? newest?.error ?? null;
}

function isRepublished(found: readonly CauseInPipeline[], live: ReadonlyMap<string, LivePipeline>): boolean {
  return found.every(({ pipelineId, versionNumber, lastAt }) => {
    const pipeline = live.get(pipelineId);
    return pipeline !== undefined && pipeline.liveVersionNumber > versionNumber && pipeline.publishedAt > lastAt;
  });
}

function isChanged(
  found: readonly CauseInPipeline[],
  connection: Connection,
  changedAt: ReadonlyMap<string, Date>,
): boolean {
  const at = changedAt.get(connection.id);
  return at !== undefined && connection.lastTestError === null && found.every(({ lastAt }) => at > lastAt);
}

function readWaitingConnections(workspaceId: string): Promise<{ id: string }[]> {
  return getDatabase().connection.findMany({
    where: { workspaceId, health: { in: ['needs_reconnect', 'revoked'] } },
    select: { id: true },
  });
}

async function readConnections(workspaceId: string, ids: readonly string[]): Promise<Map<string, Connection>> {
  const connections = await getDatabase().connection.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] } },
  });
  return new Map(connections.map((connection) => [connection.id, connection]));
}

async function readLivePipelines(workspaceId: string): Promise<Map<string, LivePipeline>> {
  const pipelines = await getDatabase().pipeline.findMany({
    where: { workspaceId, archivedAt: null, publishedVersionId: { not: null } },
    select: {
      id: true,
      name: true,
      publishedVersion: { select: { number: true, createdAt: true } },
      _count: { select: { runs: { where: { status: { in: ['queued', 'running'] } } } } },
    },
  });
  return new Map(
    pipelines.flatMap(({ id, name, publishedVersion, _count }) =>
      publishedVersion === null
        ? []
        : [
            [
              id,
              {
                name,
                liveVersionNumber: publishedVersion.number,
                publishedAt: publishedVersion.createdAt,
                running: _count.runs,
              },
            ] as const,
          ],
    ),
  );
}
