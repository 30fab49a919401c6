import { compileGraph } from '#core/compiler/compile-graph.ts';
import { composeQuery, composeRejects, listStoredRelations } from '#core/compiler/compose-query.ts';
import type { Plan, PlanStep, SourceStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { guardPlan } from '#core/engine/guard-plan.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { Problem } from '#core/graph/problem.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { inputsOf, keepSteps } from './needed-steps.ts';
import { provideProtectionKeys } from './provide-protection-keys.ts';
import { readNotices } from './read-notices.ts';
import { withShortSession } from './short-session.ts';
import { findSample, isFresh, openSample, type SampleScope, takeSample } from './source-sample.ts';

export interface PreviewOptions {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly graph: Graph;
  readonly nodeId: string;
  /** Rows per grid. */
  readonly rows: number;
  readonly signal?: AbortSignal;
}

export interface Preview {
  readonly inputs: readonly { readonly port: string; readonly nodeId: string; readonly grid: Grid }[];
  readonly output: Grid | null;
  /** What comes out of the ports after the first. */
  readonly otherOutputs: readonly { readonly port: string; readonly grid: Grid }[];
  readonly rejectedCount: number;
  readonly samples: readonly PreviewSample[];
  /** Rows on the sample per upstream node, the previewed one included, and per `node.port` for ports after the first. */
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
}

interface PreviewSample {
  readonly nodeId: string;
  readonly rows: number;
  readonly totalRows: number | null;
  readonly readAt: string;
}

/** Rows before and after one node, computed on kept samples of its sources; sources that were never read are read now. */
export async function previewNode(options: PreviewOptions): Promise<Preview> {
  const { graph, nodeId } = options;
  const compiled = compileGraph(graph, { now: new Date().toISOString() });
  const plan = keepSteps(compiled.plan, [nodeId]);
  if (!plan.steps.some((step) => step.nodeId === nodeId)) return emptyPreview(compiled.problems);
  return withShortSession(async (session, folder) => {
    const signal = options.signal ?? AbortSignal.timeout(30_000);
    const scope: SampleScope = { ...options, session, folder, signal };
    const opened = await Promise.all(sourcesOf(plan).map((source) => openSource(scope, source)));
    const problems = [...compiled.problems, ...opened.flatMap(({ problem }) => problem ?? [])];
    const samples = opened.flatMap(({ sample }) => sample ?? []);
    if (opened.some(({ sample }) => sample === undefined)) return { ...emptyPreview(problems), samples };
    await provideProtectionKeys(session, plan, options.workspaceId);
    const { notices, ...grids } = await readGrids(session, await guardPlan(session, plan), nodeId, options.rows);
    const atSource = opened.find(({ sample }) => sample?.nodeId === nodeId)?.rejectedCount ?? 0;
    const told = notices.map((notice): Problem => ({ ...notice, nodeId, severity: 'warning' }));
    const rejectedCount = grids.rejectedCount + atSource;
    return { ...grids, rejectedCount, samples, problems: [...problems, ...told] };
  });
}

function emptyPreview(problems: readonly Problem[]): Preview {
  return { inputs: [], output: null, otherOutputs: [], rejectedCount: 0, samples: [], counts: {}, problems };
}

function sourcesOf(plan: Plan): SourceStep[] {
  return plan.steps.filter((step) => step.role === 'source');
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

async function readGrids(session: EngineSession, plan: Plan, nodeId: string, rows: number) {
  const step = plan.steps.find((candidate) => candidate.nodeId === nodeId);
  if (step === undefined) throw new Error('The previewed step is not part of its plan');
  const stored = new Set(sourcesOf(plan).map(({ relation }) => relation));
  const counts: Record<string, number> = {};
  for (const each of plan.steps) {
    for (const relation of each.role === 'transform' ? listStoredRelations(each) : []) {
      const query = composeQuery(plan, relation, stored);
      await session.execute(renderSql(sql`CREATE TABLE ${identifier(relation)} AS ${query}`));
      stored.add(relation);
    }
    for (const relation of relationsOf(each)) counts[relation] = await count(session, plan, relation, stored);
  }
  const readGrid = ({ relation, fields }: { relation: string; fields: readonly Field[] }) =>
    queryGrid(session, plan, { relation, fields, rowCount: counts[relation] ?? 0 }, stored, rows);
  const inputs = [];
  for (const input of inputsOf(step)) {
    inputs.push({ port: input.port, nodeId: input.nodeId, grid: await readGrid(input) });
  }
  const outputs = [];
  for (const own of step.role === 'source' ? [step] : step.role === 'transform' ? step.outputs : []) {
    outputs.push({ port: own.port, grid: await readGrid(own) });
  }
  const [first, ...otherOutputs] = outputs;
  const rejectedCount = await countRejects(session, plan, step, stored);
  const notices = step.role === 'transform' ? await readNotices(session, plan, step, stored) : [];
  return { notices, inputs, output: first?.grid ?? null, otherOutputs, rejectedCount, counts };
}

function relationsOf(step: PlanStep): string[] {
  if (step.role === 'source') return [step.relation];
  return step.role === 'target' ? [] : step.outputs.map(({ relation }) => relation);
}

async function queryGrid(
  session: EngineSession,
  plan: Plan,
  { relation, fields, rowCount }: { relation: string; fields: readonly Field[]; rowCount: number },
  stored: ReadonlySet<string>,
  limit: number,
): Promise<Grid> {
  const { rows } = await session.queryRows(renderSql(composeQuery(plan, relation, stored)), limit);
  return { fields: fields.map(({ name, type }) => ({ name, type })), rows: rows.map((row) => [...row]), rowCount };
}

async function count(session: EngineSession, plan: Plan, relation: string, stored: ReadonlySet<string>) {
  const query = sql`SELECT count(*) FROM (${composeQuery(plan, relation, stored)})`;
  return Number((await session.queryRows(renderSql(query))).rows[0]?.[0] ?? 0);
}

async function countRejects(session: EngineSession, plan: Plan, step: PlanStep, stored: ReadonlySet<string>) {
  const rejects = step.role === 'transform' ? composeRejects(plan, step, stored) : null;
  if (rejects === null) return 0;
  const query = sql`SELECT count(*) FROM (${rejects})`;
  return Number((await session.queryRows(renderSql(query))).rows[0]?.[0] ?? 0);
}
