import { afterAll, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { applyCommand } from '#core/graph/commands.ts';
import type { Graph, NodeKind } from '#core/graph/graph.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { createRule, type ValidationRule } from '#core/graph/validation-rule.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createRun } from './create-run.ts';
import { createTestPipeline } from './create-test-pipeline.ts';
import { getRun } from './get-run.ts';
import { readRejectedRows } from './read-rejected-rows.ts';
import { takeRun } from './take-run.ts';

provideTestDatabase();
afterAll(() => getEnginePool().close());

const never = new AbortController().signal;

/** Contacts that go straight to a first file, and checked to a second one and their rejects to a third. */
function build(rules: ValidationRule[], rows = 200, dataset = 'contacts'): Graph {
  const add = (graph: Graph, id: string, kind: NodeKind, settings: Record<string, unknown> = {}) =>
    applyCommand(graph, { type: 'add-node', node: { id, kind, name: id, settings } });
  const connect = (graph: Graph, from: string, port: string, to: string) =>
    applyCommand(graph, { type: 'connect', edge: { from: { node: from, port }, to: { node: to, port: 'rows' } } });
  let graph = add(emptyGraph, 'rows', 'sample-source', { dataset, rows });
  graph = add(graph, 'before', 'file-target', { fileName: 'before' });
  graph = add(graph, 'check', 'validate', { rules });
  graph = add(graph, 'good', 'file-target', { fileName: 'good' });
  graph = add(graph, 'bad', 'file-target', { fileName: 'bad' });
  graph = connect(graph, 'rows', 'rows', 'before');
  graph = connect(graph, 'rows', 'rows', 'check');
  graph = connect(graph, 'check', 'valid', 'good');
  return connect(graph, 'check', 'rejected', 'bad');
}

async function run(pipeline: Awaited<ReturnType<typeof createTestPipeline>>, graph: Graph) {
  const runId = await createRun({ ...pipeline, graph, trigger: 'cli' });
  expect(await (await takeRun(runId, 'here', never))?.done).toBe(true);
  const detail = await getRun(pipeline.workspaceId, runId, 'en');
  const stepOf = (nodeId: string) => detail.steps.find((step) => step.nodeId === nodeId);
  return { runId, detail, stepOf };
}

it('sends rows down two ways, keeps why they were rejected, and warns', async () => {
  const pipeline = await createTestPipeline();
  const rules = [
    createRule('email', 'email'),
    { ...createRule('not_blank', 'phone'), action: 'warn' } as ValidationRule,
  ];
  const { runId, detail, stepOf } = await run(pipeline, build(rules));
  expect(detail).toMatchObject({ status: 'succeeded', error: null });
  const step = stepOf('check');
  expect(step?.rowsIn).toBe((step?.rowsOut ?? 0) + (step?.rowsRejected ?? 0));
  expect(step?.rowsRejected).toBeGreaterThan(0);
  expect(step?.rowsByPort).toEqual({ valid: step?.rowsOut, rejected: step?.rowsRejected });
  expect([stepOf('good')?.rowsLoaded, stepOf('bad')?.rowsLoaded]).toEqual([step?.rowsOut, step?.rowsRejected]);
  expect(step?.warnings).toEqual([expect.stringMatching(/^Rule 2: \d+ rows without a value in phone\.$/)]);
  const { rows } = await readRejectedRows({ ...pipeline, runId, nodeId: 'check', offset: 0, limit: 1 });
  expect(rows[0]).toMatchObject({ reason: 'rule_email', field: 'email', rule: '1' });
});

it('stops before anything is written, wherever targets are drawn', async () => {
  const rules = [{ ...createRule('row_count'), min: 1000 } as ValidationRule];
  const { detail, stepOf } = await run(await createTestPipeline(), build(rules));
  expect(detail).toMatchObject({ status: 'failed', error: { code: 'check_rows_few', nodeId: 'check' } });
  expect(detail.error?.message).toBe(
    'The run was stopped. Rule 1: there are 200 rows, and there should be at least 1,000.',
  );
  expect(stepOf('before')?.status).toBe('skipped');
  expect(detail.artifacts).toEqual([]);
});

it('compares with earlier runs from the fourth on, and a run like them passes', async () => {
  const pipeline = await createTestPipeline();
  const rules = [{ ...createRule('distribution', 'country'), maxPercent: 5 } as ValidationRule];
  const warningsOf = async (graph: Graph) => (await run(pipeline, graph)).stepOf('check')?.warnings ?? [];
  const usual = build(rules);
  for (let round = 0; round < 4; round += 1) expect(await warningsOf(usual)).toEqual([]);
  const changed = build([
    { ...createRule('set', 'country'), action: 'default', values: 'nowhere', replacement: 'XX' } as ValidationRule,
    ...rules,
  ]);
  expect((await warningsOf(changed))[1]).toMatch(
    /^Rule 2: the values of country differ by [\d.]+ % from those of the last 4 runs/,
  );
  const earlier = await getDatabase().stepMetric.count({ where: { run: { pipelineId: pipeline.pipelineId } } });
  expect(earlier).toBe(5);
});
