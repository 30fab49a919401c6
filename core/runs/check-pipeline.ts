import { compileGraph } from '#core/compiler/compile-graph.ts';
import type { CompileResult } from '#core/compiler/plan.ts';
import { bindPlan } from '#core/engine/bind-plan.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { Problem } from '#core/graph/problem.ts';
import { withShortSession } from './short-session.ts';

export interface PipelineCheck {
  readonly problems: readonly Problem[];
  readonly fields: CompileResult['fields'];
}

/** Everything that is wrong with a graph, found without touching a row: structure, settings, types. */
export async function checkPipeline(graph: Graph): Promise<PipelineCheck> {
  const { plan, problems, fields } = compileGraph(graph, { now: new Date().toISOString() });
  if (plan.steps.length === 0) return { problems, fields };
  const explained = new Set(
    problems.flatMap(({ nodeId, severity }) => (severity === 'error' && nodeId ? [nodeId] : [])),
  );
  const bound = await withShortSession((session) => bindPlan(session, plan));
  return { problems: [...problems, ...bound.filter(({ nodeId }) => !explained.has(nodeId ?? ''))], fields };
}
