import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { Problem } from '#core/graph/problem.ts';
import { presentProblem } from '#core/platform/present-error.ts';
import type { Terminal } from './command.ts';
import { formatTable } from './format-table.ts';

export interface NamedProblem extends PresentedProblem {
  readonly node: string | null;
}

/** Problems with their sentences and the names of their nodes, errors first. */
export function nameProblems(problems: readonly Problem[], graph: Graph, { locale }: Terminal): NamedProblem[] {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return problems
    .map((problem) => ({ ...presentProblem(problem, locale), node: names.get(problem.nodeId ?? '') ?? null }))
    .sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

/** A table of problems: how bad, which node, which field, and the sentence. */
export function formatProblems(problems: readonly NamedProblem[], { say }: Terminal): string {
  const columns = ['severity', 'node', 'field', 'problem'].map((name) => ({ title: say(`columns.${name}`) }));
  const rows = problems.map(({ severity, node, field, message }) => [
    say(`severities.${severity}`),
    node ?? '',
    field ?? '',
    message,
  ]);
  return formatTable(columns, rows);
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
