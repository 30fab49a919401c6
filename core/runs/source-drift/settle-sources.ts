import { sourceConnectors } from '#connectors/registry.ts';
import type { Plan, SourceStep } from '#core/compiler/plan.ts';
import { identifier, sql } from '#core/compiler/sql.ts';
import type { DroppedValues } from '#core/engine/load-source.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { Graph } from '#core/graph/graph.ts';
import { readSourceDrift, type SourceDrift } from '#core/graph/nodes/source-drift.ts';
import { type SourceField, sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from '../connector-context.ts';
import { fenceRun } from '../fence-run.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { findCheckpoint } from '../run-checkpoints.ts';
import { queryCount } from '../stored-rows.ts';
import { isFieldUsed, withSettings } from './is-field-used.ts';
import { type SettledFields, settleFields } from './settle-fields.ts';
import { findLook, recordLook } from './source-looks.ts';

/** Sources whose look costs a request to someone else's API: only where new fields are to be taken along is it made. */
const costRequests: readonly string[] = ['http-source'];

/**
 * Looks at every source of the plan before anything is read. Where one differs from what the pipeline knows, answers the
 * graph as this run executes it: new fields taken along and those that are gone blank, as the source's settings say; it
 * is kept on the run, for every attempt at it. Null: nothing is to change. Throws where a difference stops the run.
 */
export async function settleSources(execution: PlanExecution): Promise<Graph | null> {
  const { drift, dry, runId, epoch } = execution;
  let graph = drift.graph;
  for (const step of listSources(execution.plan)) {
    graph = await settleSource(execution, step, graph).catch((error: unknown) => {
      throw error instanceof TelarError ? error.onNode(step.nodeId) : error;
    });
  }
  if (graph === drift.graph) return null;
  if (dry === undefined)
    await fenceRun(runId, epoch, (transaction) =>
      transaction.run.update({ where: { id: runId }, data: { graph: graph as object } }),
    );
  return graph;
}

function listSources({ steps }: Plan): SourceStep[] {
  return steps.filter((step) => step.role === 'source');
}

async function settleSource(execution: PlanExecution, step: SourceStep, graph: Graph): Promise<Graph> {
  const { nodeId, settings } = step;
  const inspect = sourceConnectors[step.kind as keyof typeof sourceConnectors]?.inspect;
  const held = readHeld(step);
  if (inspect === undefined || held === null) return graph;
  const drift = readSourceDrift(settings);
  const evolves = drift.shape === 'evolve' || held.some((field) => field.drift?.shape === 'evolve');
  const isCostly = costRequests.includes(step.kind);
  if (isCostly && !evolves) return graph;
  const isDry = execution.dry !== undefined;
  // What an earlier attempt read is loaded as it was read.
  if (!isDry && (await findCheckpoint(execution.runId, nodeId))?.complete) return graph;
  const found = await inspect(await createConnectorContext({ ...execution, nodeId, settings }));
  // What one page lacks another may have: that is judged when all are read.
  const shape = isCostly ? { ...found, records: 0 } : found;
  const before = await findLook(execution.pipelineId, nodeId, settings);
  if (!isDry && !isCostly) await recordLook({ ...execution, nodeId, settings, shape });
  const { fields, warnings } = settle(execution, step, { graph, held, shape, drift, before });
  execution.drift.warn(nodeId, warnings);
  const isSame = fields.length === held.length && fields.every((field, index) => field === held[index]);
  return isSame ? graph : withSettings(graph, nodeId, { fields });
}

interface Difference {
  readonly graph: Graph;
  readonly held: readonly SourceField[];
  readonly shape: FoundShape;
  readonly drift: SourceDrift;
  /** What was found the last time. */
  readonly before: FoundShape | null;
}

function settle(
  { drift: { now } }: PlanExecution,
  { nodeId }: SourceStep,
  { graph, held, shape, drift, before }: Difference,
): SettledFields {
  const known = new Set(before?.fields.map(({ path }) => path.join('\0')));
  return settleFields({
    ...{ held, found: shape, drift },
    isUsed: ({ name }) => isFieldUsed(graph, nodeId, name, now),
    isToldOf: ({ path }) => before === null || known.has(path.join('\0')),
  });
}

/** Judges what only reading told: fields that no record had, new ones, and values that were left out. */
export async function judgeReading(
  execution: PlanExecution,
  step: SourceStep,
  { found, dropped = [] }: { readonly found?: FoundShape | null; readonly dropped?: readonly DroppedValues[] },
): Promise<void> {
  const { nodeId, settings } = step;
  execution.drift.warn(
    nodeId,
    dropped.map(({ field, count, value }) => ({
      code: 'drift_values_dropped',
      params: { field, count, value: value.slice(0, 60) },
    })),
  );
  const held = readHeld(step);
  if (!found || held === null || found.records === 0) return;
  const filled = await listFilled(execution, step, held, found);
  const places = held.filter(({ name }) => filled.has(name)).map(toFound);
  const shape = { ...found, fields: [...found.fields, ...places] };
  const drift = readSourceDrift(settings);
  // What is new was taken along before reading, as far as the first page told.
  const late = drift.shape === 'evolve' ? { ...drift, shape: 'freeze' as const } : drift;
  const before = await findLook(execution.pipelineId, nodeId, settings);
  if (execution.dry === undefined) await recordLook({ ...execution, nodeId, settings, shape });
  const { warnings } = settle(execution, step, { graph: execution.drift.graph, held, shape, drift: late, before });
  execution.drift.warn(nodeId, warnings);
}

/** Names of fields that the examined records lack and that a later one has. */
async function listFilled(
  { session }: PlanExecution,
  { relation }: SourceStep,
  held: readonly SourceField[],
  found: FoundShape,
): Promise<Set<string>> {
  const seen = new Set(found.fields.map(({ path }) => path.join('\0')));
  const filled = new Set<string>();
  for (const { name, path = [name] } of held) {
    if (seen.has(path.join('\0'))) continue;
    if ((await queryCount(session, sql`SELECT count(${identifier(name)}) FROM ${identifier(relation)}`)) > 0)
      filled.add(name);
  }
  return filled;
}

function toFound({ name, type, path = [name] }: SourceField) {
  return { name, type, path, certainty: 'unclear' as const };
}

function readHeld({ settings }: SourceStep): SourceField[] | null {
  const parsed = sourceFieldsSchema.safeParse(settings.fields);
  return parsed.success && parsed.data.length > 0 ? parsed.data : null;
}
