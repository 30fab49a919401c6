import { compileGraph } from '#core/compiler/compile-graph.ts';
import { composeQuery, listStoredRelations } from '#core/compiler/compose-query.ts';
import type { Plan, PlanStep, SourceStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import type { PreviewResponse, StandInRows } from '#core/contracts/pipelines.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { guardPlan } from '#core/engine/guard-plan.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { Problem } from '#core/graph/problem.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { inputsOf, isHeld, keepSteps, relationsOf } from './needed-steps.ts';
import { provideProtectionKeys } from './provide-protection-keys.ts';
import { withShortSession } from './short-session.ts';
import { findSample, isFresh, openSample, type SampleScope, takeSample } from './source-sample.ts';
import { findStandIns } from './test-run/find-stand-ins.ts';
import { placeStandIn } from './test-run/stand-in.ts';

export interface NodeOptions {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly graph: Graph;
  readonly nodeId: string;
  /** Rows of a step before this one that alone go on from there. */
  readonly picked?: StandInRows | null;
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
}

export interface PreviewSample {
  readonly nodeId: string;
  readonly rows: number;
  readonly totalRows: number | null;
  readonly readAt: string;
}

/** What is known about the rows of a node whether or not they could be had. */
export interface NodeFindings {
  readonly problems: readonly Problem[];
  readonly samples: readonly PreviewSample[];
  readonly held: PreviewResponse['held'];
}

/** A node with the rows before it at hand: relations that are worth it are tables of the session. */
export interface OpenNode extends NodeFindings {
  readonly session: EngineSession;
  readonly folder: string;
  readonly plan: Plan;
  readonly step: PlanStep;
  readonly stored: ReadonlySet<string>;
  /** Rows of every relation on the way, by its name. */
  readonly counts: Readonly<Record<string, number>>;
  /** Relations that pinned or picked rows stand in for. */
  readonly heldRelations: ReadonlySet<string>;
  /** Rows that its source could not read, when the node is one. */
  readonly rejectedAtSource: number;
}

/**
 * Brings the rows of a node into a session from what stands in for them: picked rows, pins, kept samples. Sources that were
 * never read are read now, unless something stands in for them. Without rows to work on `otherwise` answers.
 */
export async function withOpenNode<Result>(
  options: NodeOptions,
  work: (node: OpenNode) => Promise<Result>,
  otherwise: (findings: NodeFindings) => Result,
): Promise<Result> {
  const { graph, nodeId, deadlineMs } = options;
  const compiled = compileGraph(graph, { now: new Date().toISOString() });
  const relations = await findStandIns(options, compiled.plan);
  const heldRelations = new Set(relations.map(({ relation }) => relation));
  const plan = keepSteps(compiled.plan, [nodeId], heldRelations);
  const used = relations.filter(({ relation }) => isRead(plan, nodeId, relation));
  const held = used.map(({ rows, by }) => ({ nodeId: rows.nodeId, port: rows.port, rows: rows.rows.length, by }));
  if (!plan.steps.some((step) => step.nodeId === nodeId))
    return otherwise({ problems: compiled.problems, samples: [], held: [] });
  return withShortSession(async (session, folder) => {
    const signal = options.signal ?? AbortSignal.timeout(30_000);
    const scope: SampleScope = { ...options, session, folder, signal };
    const sources = plan.steps.filter(
      (step): step is SourceStep => step.role === 'source' && !isHeld(step, heldRelations),
    );
    const opened = await Promise.all(sources.map((source) => openSource(scope, source)));
    const samples = opened.flatMap(({ sample }) => sample ?? []);
    const problems = [...compiled.problems, ...opened.flatMap(({ problem }) => problem ?? [])];
    if (samples.length < opened.length) return otherwise({ problems, samples, held });
    for (const each of used) await placeStandIn(session, each);
    await provideProtectionKeys(session, plan, options.workspaceId);
    const guarded = await guardPlan(session, plan);
    const present = new Set([...sources.map(({ relation }) => relation), ...used.map(({ relation }) => relation)]);
    const { stored, counts } = await storeRelations(session, guarded, present, heldRelations);
    const step = guarded.steps.find((candidate) => candidate.nodeId === nodeId);
    if (step === undefined) throw new Error('The step is not part of its plan');
    const rejectedAtSource = opened.find(({ sample }) => sample?.nodeId === nodeId)?.rejectedCount ?? 0;
    const found = { problems, samples, held, stored, counts, heldRelations, rejectedAtSource };
    return work({ session, folder, plan: guarded, step, ...found });
  }, deadlineMs);
}

/** Whether a step of the plan reads the relation, or it is what the node itself gives. */
function isRead(plan: Plan, nodeId: string, relation: string): boolean {
  return plan.steps.some(
    (step) =>
      inputsOf(step).some((input) => input.relation === relation) ||
      (step.nodeId === nodeId && relationsOf(step).includes(relation)),
  );
}

/** Stores what a run would store, and counts the rows of every relation. */
async function storeRelations(
  session: EngineSession,
  plan: Plan,
  present: ReadonlySet<string>,
  heldRelations: ReadonlySet<string>,
) {
  const stored = new Set(present);
  const counts: Record<string, number> = {};
  for (const relation of present) counts[relation] = await countRows(session, plan, relation, stored);
  for (const step of plan.steps) {
    if (isHeld(step, heldRelations)) continue;
    for (const relation of step.role === 'transform' ? listStoredRelations(step) : []) {
      if (stored.has(relation)) continue;
      const query = composeQuery(plan, relation, stored);
      await session.execute(renderSql(sql`CREATE TABLE ${identifier(relation)} AS ${query}`));
      stored.add(relation);
    }
    for (const relation of relationsOf(step)) counts[relation] ??= await countRows(session, plan, relation, stored);
  }
  return { stored, counts };
}

async function countRows(session: EngineSession, plan: Plan, relation: string, stored: ReadonlySet<string>) {
  const query = sql`SELECT count(*) FROM (${composeQuery(plan, relation, stored)})`;
  return Number((await session.queryRows(renderSql(query))).rows[0]?.[0] ?? 0);
}

/** Sources whose rows cost a request to someone else's API are not read again on every change of a setting. */
const rereadOnChange: readonly string[] = ['sample-source', 'file-source', 'postgres-source', 'mysql-source'];

async function openSource(
  scope: SampleScope,
  step: SourceStep,
): Promise<{ sample?: PreviewSample; rejectedCount?: number; problem?: Problem }> {
  const { nodeId } = step;
  try {
    const kept = await findSample(scope.pipelineId, nodeId);
    const stale = kept === null || !isFresh(kept, step);
    if (kept === null && step.kind === 'webhook-trigger') return { problem: sampleMissing(nodeId) };
    const reread = kept === null || (stale && rereadOnChange.includes(step.kind));
    const sample = reread ? await takeSample(scope, step) : kept;
    if (!reread) await openSample(scope, step, sample);
    const totalRows = sample.totalRows === null ? null : Number(sample.totalRows);
    const { rowCount: rows, rejectedCount } = sample;
    return { sample: { nodeId, rows, totalRows, readAt: sample.createdAt.toISOString() }, rejectedCount };
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    const { code, params, field } = error.onNode(nodeId);
    return { problem: { code, params, nodeId, ...(field && { field }), severity: 'error' } };
  }
}

function sampleMissing(nodeId: string): Problem {
  return { code: 'sample_missing', nodeId, severity: 'warning' };
}
