import type { Locale } from '#core/contracts/identity.ts';
import type { RunComparison } from '#core/contracts/run-comparison.ts';
import type { Field } from '#core/graph/field-type.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { getRun } from './get-run.ts';

/** Compares a run with the last good one of its pipeline before it; tests of drafts count for drafts only. Throws `run_not_found` (404). */
export async function compareRun(workspaceId: string, runId: string, locale: Locale): Promise<RunComparison> {
  const database = getDatabase();
  const run = await database.run.findFirst({ where: { id: runId, workspaceId }, include: { steps: true } });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  const { pipelineId, createdAt, versionId } = run;
  const good = await database.run.findFirst({
    where: {
      ...{ pipelineId, status: 'succeeded', createdAt: { lt: createdAt }, trigger: { notIn: ['replay', 'undo'] } },
      ...(versionId !== null && { versionId: { not: null } }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { steps: true },
  });
  if (good === null) return { good: null, columns: {} };
  const before = new Map(good.steps.map(({ nodeId, fields }) => [nodeId, fields as Field[] | null]));
  const columns = run.steps.flatMap(({ nodeId, fields }) => {
    const then = before.get(nodeId) ?? null;
    const difference = then === null || fields === null ? null : compareFields(then, fields as unknown as Field[]);
    return difference === null ? [] : [[nodeId, difference] as const];
  });
  return { good: await getRun(workspaceId, good.id, locale), columns: Object.fromEntries(columns) };
}

/** How a step's columns differ; null when they do not. */
export function compareFields(
  before: readonly Field[],
  after: readonly Field[],
): RunComparison['columns'][string] | null {
  const [then, now] = [before, after].map((fields) => new Map(fields.map((field) => [field.name, field])));
  const added = after.filter(({ name }) => !then?.has(name));
  const removed = before.filter(({ name }) => !now?.has(name));
  const retyped = after.flatMap(({ name, type }) => {
    const from = then?.get(name)?.type;
    return from === undefined || from === type ? [] : [{ name, from, to: type }];
  });
  return added.length + removed.length + retyped.length === 0 ? null : { added, removed, retyped };
}
