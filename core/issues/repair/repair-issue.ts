import type { Locale } from '#core/contracts/identity.ts';
import type { Repaired, RepairRequest } from '#core/contracts/repairs.ts';
import type { RunPlanView } from '#core/contracts/run-plan.ts';
import { planGraph } from '#core/pipelines/plan-pipeline.ts';
import { publishChange } from '#core/pipelines/publish-change.ts';
import { presentFailure } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { findReplayable } from '#core/runs/replay/plan-replays.ts';
import { startReplays } from '#core/runs/replay/start-replays.ts';
import { isFieldUsed } from '#core/runs/source-drift/is-field-used.ts';
import { findStops } from '#core/runs/source-drift/settle-fields.ts';
import type { Session } from '#core/security/session.ts';
import { type BrokenSource, findRepair } from './find-repair.ts';
import { findDifferences, mendSource } from './mend-source.ts';

/**
 * Publishes, of each of the pipelines, its live version with the choices made about its source, and starts what failed
 * again on it. A pipeline that cannot be mended is named with the reason and holds back none of the others. Throws as
 * `findRepair`.
 */
export async function repairIssue(
  session: Session,
  issueId: string,
  { pipelines, choices, name }: RepairRequest,
  locale: Locale,
): Promise<Repaired> {
  const { issue, sources } = await findRepair(session.workspaceId, issueId, locale);
  const published: Repaired['published'] = [];
  const failed: Repaired['failed'] = [];
  for (const { id, versionId } of pipelines) {
    try {
      const source = findSource(sources, id);
      checkChoices(source, choices);
      const change = { versionId, name, change: mend(source, choices) };
      published.push({ pipelineId: id, number: (await publishChange(session, id, change)).number });
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      failed.push({ pipelineId: id, failure: presentFailure(error.toJSON(), locale) });
    }
  }
  const mended = new Set(published.map(({ pipelineId }) => pipelineId));
  const runs = await findReplayable(session.workspaceId, issue.replayRunIds);
  const runIds = runs.filter(({ pipelineId }) => mended.has(pipelineId)).map(({ id }) => id);
  return { published, failed, replays: await startReplays(session, { runIds, of: 'live' }, locale) };
}

/** What a run of one of the pipelines would do with the choices made. Nothing is published, written or sent. */
export async function planRepair(
  session: Session,
  issueId: string,
  { pipelineId, choices }: { pipelineId: string; choices: RepairRequest['choices'] },
  { locale, signal }: { locale: Locale; signal: AbortSignal },
): Promise<RunPlanView> {
  const { sources } = await findRepair(session.workspaceId, issueId, locale);
  const source = findSource(sources, pipelineId);
  checkChoices(source, choices);
  return planGraph(session, pipelineId, mend(source, choices)(source.graph), signal);
}

function findSource(sources: readonly BrokenSource[], id: string): BrokenSource {
  const source = sources.find(({ pipelineId }) => pipelineId === id);
  if (source === undefined) throw new TelarError('repair_unseen', { status: 409 });
  return source;
}

function mend({ nodeId, seen }: BrokenSource, choices: RepairRequest['choices']) {
  return (graph: BrokenSource['graph']) => mendSource(graph, nodeId, seen, choices);
}

/** Nothing may be left that would stop the next run as it stopped the last. */
function checkChoices(source: BrokenSource, choices: RepairRequest['choices']): void {
  const { nodeId, seen } = source;
  const graph = mend(source, choices)(source.graph);
  const left = findDifferences(graph, nodeId, seen);
  const now = new Date().toISOString();
  const isUsed = ({ name }: { name: string }) => isFieldUsed(graph, nodeId, name, now);
  const [stop] = left === null ? [] : findStops(left.changes, left.drift, isUsed);
  if (stop === undefined) return;
  const field = stop.kind === 'added' ? stop.found.name : stop.field.name;
  throw new TelarError('repair_incomplete', { params: { field }, status: 422 });
}
