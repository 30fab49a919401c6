import { isDeepStrictEqual } from 'node:util';
import type { Locale } from '#core/contracts/identity.ts';
import type { Repair, RepairStop } from '#core/contracts/repairs.ts';
import { sureConfidence } from '#core/graph/apply-change.ts';
import type { FieldChange } from '#core/graph/compare-fields.ts';
import { type RenameSuggestion, suggestRenames } from '#core/graph/suggest-renames.ts';
import { nextVersionNumber } from '#core/pipelines/publish-pipeline.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { planReplays } from '#core/runs/replay/plan-replays.ts';
import { isFieldUsed } from '#core/runs/source-drift/is-field-used.ts';
import { findStops } from '#core/runs/source-drift/settle-fields.ts';
import { type BrokenSource, findRepair } from './find-repair.ts';
import { findDifferences, placeOf } from './mend-source.ts';

/** What has changed in the source of an issue, what it looks like now, and what mending it publishes and starts. Throws as `findRepair`. */
export async function describeRepair(workspaceId: string, issueId: string, locale: Locale): Promise<Repair> {
  const { issue, sources } = await findRepair(workspaceId, issueId, locale);
  const differing = sources.map(compareSource);
  const stops = distinct(
    differing.flatMap((source) => source.stops),
    ({ kind, place }) => [kind, place],
  );
  // Somebody has changed the source back, or it was mended in the meantime.
  if (stops.length === 0) throw new TelarError('repair_unseen', { status: 409 });
  const numbers = await Promise.all(sources.map(({ pipelineId }) => nextVersionNumber(getDatabase(), pipelineId)));
  const numberOf = new Map(sources.map(({ pipelineId }, index) => [pipelineId, numbers[index] ?? 1]));
  const replays = await planReplays(workspaceId, { runIds: issue.replayRunIds, of: 'live' });
  return {
    stops,
    lookedAt: new Date(Math.max(...sources.map(({ lookedAt }) => lookedAt.getTime()))).toISOString(),
    candidates: distinct(
      differing.flatMap(({ candidates }) => candidates),
      ({ place }) => place,
    ),
    others: distinct(
      differing.flatMap(({ others }) => others),
      ({ kind, name }) => [kind, name],
    ),
    pipelines: sources.map(({ pipelineId: id, pipelineName: name, nodeName, versionId, draft, graph }) => ({
      ...{ id, name, nodeName, versionId },
      nextNumber: numberOf.get(id) ?? 1,
      hasEdits: !isDeepStrictEqual(draft, graph),
    })),
    replays: replays
      .filter(({ pipelineId }) => numberOf.has(pipelineId))
      .map((replay) => ({ ...replay, versionNumber: numberOf.get(replay.pipelineId) ?? null })),
  };
}

/** The differences that stop the runs of a pipeline, those that do not, and the new fields. */
function compareSource({ graph, nodeId, seen, overlaps }: BrokenSource) {
  const { changes = [], drift } = findDifferences(graph, nodeId, seen) ?? {};
  const now = new Date().toISOString();
  const stops = drift ? findStops(changes, drift, ({ name }) => isFieldUsed(graph, nodeId, name, now)) : [];
  const suggestions = suggestRenames(changes, overlaps);
  return {
    stops: stops.map((stop) => presentStop(stop, suggestions)),
    candidates: changes.flatMap((change) => {
      if (change.kind !== 'added') return [];
      const { path, name, type } = change.found;
      return { place: [...path], name, type };
    }),
    others: changes
      .filter((change) => !stops.includes(change))
      .map((change) => ({ kind: change.kind, name: nameOf(change) })),
  };
}

function presentStop(stop: FieldChange, suggestions: readonly RenameSuggestion[]): RepairStop {
  const suggestion = stop.kind === 'missing' ? suggestions.find(({ field }) => field === stop.field) : undefined;
  return {
    kind: stop.kind,
    place: [...placeOf(stop)],
    name: nameOf(stop),
    type: stop.kind === 'added' ? stop.found.type : (stop.field.found ?? stop.field.type),
    foundType: stop.kind === 'retyped' ? stop.found.type : null,
    suggestion: suggestion
      ? {
          place: [...suggestion.found.path],
          confidence: suggestion.confidence,
          sure: suggestion.confidence >= sureConfidence,
        }
      : null,
  };
}

function nameOf(change: FieldChange): string {
  return change.kind === 'added' ? change.found.name : change.field.name;
}

/** The first of those that are told apart by nothing. */
function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  return [...new Map(items.toReversed().map((item) => [JSON.stringify(keyOf(item)), item])).values()].toReversed();
}
