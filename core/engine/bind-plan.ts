import { composeQuery, composeRejects, composeStepQuery } from '#core/compiler/compose-query.ts';
import { toDuckDbType } from '#core/compiler/duckdb-type.ts';
import type { Plan, TransformStep } from '#core/compiler/plan.ts';
import { renderSql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { Problem } from '#core/graph/problem.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ColumnDescription } from './engine-protocol.ts';
import type { EngineSession } from './engine-session.ts';
import { guardStep } from './guard-plan.ts';
import { createEmptySource } from './load-source.ts';

/**
 * Checks every step of a plan against the engine's own types, on empty tables.
 * Each step reads tables of the promised fields, so a problem lands on the node that causes it and on no other.
 */
export async function bindPlan(session: EngineSession, plan: Plan): Promise<Problem[]> {
  const bound = new Set<string>();
  const problems: Problem[] = [];
  for (const step of plan.steps) {
    if (step.role === 'transform') problems.push(...(await bindTransform(session, step, bound)));
    const produced = step.role === 'source' ? [step] : step.role === 'transform' ? step.outputs : [];
    for (const { relation, fields } of produced) {
      await createEmptySource(session, relation, fields);
      bound.add(relation);
    }
  }
  return problems;
}

async function bindTransform(
  session: EngineSession,
  unguarded: TransformStep,
  bound: ReadonlySet<string>,
): Promise<Problem[]> {
  try {
    const step = await guardStep(session, unguarded);
    const plan = { steps: [step] };
    for (const { relation, fields } of step.outputs) {
      const columns = await session.describe(renderSql(composeQuery(plan, relation, bound)));
      const difference = findDifference(columns, fields);
      if (difference !== null) return [onNode(step, 'step_types_differ', difference)];
    }
    const rejects = composeRejects(plan, step, bound);
    if (rejects !== null) await session.describe(renderSql(rejects));
    if (step.notices !== undefined)
      await session.describe(renderSql(composeStepQuery(plan, step, step.notices, bound)));
    if (step.checks !== undefined)
      await session.describe(renderSql(composeStepQuery(plan, step, step.checks.query, bound)));
    return [];
  } catch (error) {
    if (!(error instanceof TelarError) || error.status !== 422) throw error;
    const { code, params, field } = error;
    if (field !== undefined) return [{ code, params, field, nodeId: unguarded.nodeId, severity: 'error' }];
    return [onNode(unguarded, 'step_not_understood', { detail: params.detail ?? code })];
  }
}

function findDifference(columns: readonly ColumnDescription[], fields: readonly Field[]) {
  for (let index = 0; index < Math.max(columns.length, fields.length); index += 1) {
    const column = columns[index];
    const field = fields[index];
    const expected = field === undefined ? '' : toDuckDbType(field.type);
    if (column?.name !== field?.name || column?.duckDbType !== expected) {
      return { name: field?.name ?? column?.name ?? '', expected, found: column?.duckDbType ?? '' };
    }
  }
  return null;
}

function onNode({ nodeId }: TransformStep, code: string, params: Problem['params']): Problem {
  return { code, nodeId, severity: 'error', ...(params && { params }) };
}
