import { compileGraph } from '#core/compiler/compile-graph.ts';
import type { Plan } from '#core/compiler/plan.ts';
import type { Graph } from '#core/graph/graph.ts';
import { readSourceSync } from '#core/graph/nodes/source-sync.ts';

/** The graph with other settings for one node. */
export function withSettings(graph: Graph, nodeId: string, settings: Readonly<Record<string, unknown>>): Graph {
  const nodes = graph.nodes.map((node) =>
    node.id === nodeId ? { ...node, settings: { ...node.settings, ...settings } } : node,
  );
  return { ...graph, nodes };
}

/** Whether the graph would break, or write other columns, without a field of a source. */
export function isFieldUsed(graph: Graph, nodeId: string, name: string, now: string): boolean {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const fields = node?.settings.fields;
  if (node === undefined || !Array.isArray(fields)) return false;
  if (isKeyOrCursor(node.settings, name)) return true;
  const without = withSettings(graph, nodeId, { fields: fields.filter((field) => field.name !== name) });
  const [before, after] = [compileGraph(graph, { now }), compileGraph(without, { now })];
  if (after.problems.filter(isError).length > before.problems.filter(isError).length) return true;
  return countWritten(after.plan) < countWritten(before.plan);
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

function isKeyOrCursor(settings: Readonly<Record<string, unknown>>, name: string): boolean {
  const sync = readSourceSync(settings);
  if (sync.mode === 'full') return false;
  const own = sync.mode === 'incremental' ? [sync.cursor, sync.deletes.kind === 'tombstone' && sync.deletes.field] : [];
  return [...sync.keys, ...own].includes(name);
}

/** Columns that targets write which take whatever reaches them. */
function countWritten({ steps }: Plan): number {
  const counts = steps.map((step) => {
    const takesAll = step.role === 'target' && !Array.isArray(step.settings.mapping);
    return takesAll ? step.fields.length : 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
