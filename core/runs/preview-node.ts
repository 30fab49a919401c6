import { composeQuery, composeRejects } from '#core/compiler/compose-query.ts';
import type { Plan, PlanStep } from '#core/compiler/plan.ts';
import { renderSql, sql } from '#core/compiler/sql.ts';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { Problem } from '#core/graph/problem.ts';
import { inputsOf, isHeld } from './needed-steps.ts';
import { type NodeFindings, type NodeOptions, type OpenNode, withOpenNode } from './open-node.ts';
import { readNotices } from './read-notices.ts';

export interface PreviewOptions extends NodeOptions {
  /** Rows per grid. */
  readonly rows: number;
}

interface PreviewInput {
  readonly port: string;
  readonly nodeId: string;
  readonly fromPort: string;
  readonly grid: Grid;
}

export interface Preview extends NodeFindings {
  readonly inputs: readonly PreviewInput[];
  readonly output: Grid | null;
  /** What comes out of the ports after the first. */
  readonly otherOutputs: readonly { readonly port: string; readonly grid: Grid }[];
  readonly rejectedCount: number;
  /** Rows on the sample per upstream node, the previewed one included, and per `node.port` for ports after the first. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Rows before and after one node, computed on what stands in for the rows of its sources. Of a node whose own rows are
 * pinned nothing before it is looked at.
 */
export async function previewNode(options: PreviewOptions): Promise<Preview> {
  return withOpenNode<Preview>(
    options,
    async (node) => {
      const { notices, ...grids } = await readGrids(node, options.rows);
      const told = notices.map((notice): Problem => ({ ...notice, nodeId: options.nodeId, severity: 'warning' }));
      const { samples, held, counts } = node;
      const rejectedCount = grids.rejectedCount + node.rejectedAtSource;
      return { ...grids, rejectedCount, samples, held, counts, problems: [...node.problems, ...told] };
    },
    (findings) => ({ inputs: [], output: null, otherOutputs: [], rejectedCount: 0, counts: {}, ...findings }),
  );
}

async function readGrids(node: OpenNode, rows: number) {
  const { session, plan, step, stored } = node;
  const isGiven = isHeld(step, node.heldRelations);
  const inputs = [];
  for (const input of isGiven ? [] : inputsOf(step)) {
    const { port, nodeId, fromPort } = input;
    inputs.push({ port, nodeId, fromPort, grid: await queryGrid(node, input, rows) });
  }
  const outputs = [];
  for (const own of step.role === 'source' ? [step] : step.role === 'transform' ? step.outputs : []) {
    outputs.push({ port: own.port, grid: await queryGrid(node, own, rows) });
  }
  const [first, ...otherOutputs] = outputs;
  const isComputed = step.role === 'transform' && !isGiven;
  const rejectedCount = isComputed ? await countRejects(session, plan, step, stored) : 0;
  const notices = isComputed ? await readNotices(session, plan, step, stored) : [];
  return { notices, inputs, output: first?.grid ?? null, otherOutputs, rejectedCount };
}

async function queryGrid(
  { session, plan, stored, counts }: OpenNode,
  { relation, fields }: { readonly relation: string; readonly fields: readonly Field[] },
  limit: number,
): Promise<Grid> {
  const { rows } = await session.queryRows(renderSql(composeQuery(plan, relation, stored)), limit);
  const rowCount = counts[relation] ?? 0;
  return { fields: fields.map(({ name, type }) => ({ name, type })), rows: rows.map((row) => [...row]), rowCount };
}

async function countRejects(session: EngineSession, plan: Plan, step: PlanStep, stored: ReadonlySet<string>) {
  const rejects = step.role === 'transform' ? composeRejects(plan, step, stored) : null;
  if (rejects === null) return 0;
  const query = sql`SELECT count(*) FROM (${rejects})`;
  return Number((await session.queryRows(renderSql(query))).rows[0]?.[0] ?? 0);
}
