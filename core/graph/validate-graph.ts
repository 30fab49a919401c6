import { checkSettings } from './check-settings.ts';
import type { Graph, GraphNode } from './graph.ts';
import { cyclicNodes, incomingEdges, outgoingEdges } from './graph-queries.ts';
import { listPorts } from './list-ports.ts';
import { getNodeDefinition } from './node-registry.ts';
import type { Problem } from './problem.ts';
import { validateEdges } from './validate-edges.ts';

/**
 * Every problem that is visible without looking at fields and their types; `compileGraph` reports these too.
 * Disabled nodes do not run, so what is missing in their settings and inputs is not reported.
 */
export function validateGraph(graph: Graph): Problem[] {
  return [
    ...validateIds(graph),
    ...validateEdges(graph),
    ...cyclicNodes(graph).map(
      ({ id, name }): Problem => ({ code: 'cycle', params: { name }, nodeId: id, severity: 'error' }),
    ),
    ...graph.nodes.filter(({ disabled }) => !disabled).flatMap((node) => validateNode(graph, node)),
    ...validateWhole(graph),
  ];
}

function validateIds(graph: Graph): Problem[] {
  const seen = new Set<string>();
  return graph.nodes.flatMap(({ id, name }): Problem[] => {
    const repeated = seen.has(id);
    seen.add(id);
    return repeated ? [{ code: 'node_id_repeated', params: { name }, nodeId: id, severity: 'error' }] : [];
  });
}

function validateNode(graph: Graph, node: GraphNode): Problem[] {
  const { inputs, outputs } = listPorts(node);
  const missing = inputs
    .filter(({ id, required }) => required && incomingEdges(graph, node.id, id).length === 0)
    .map(({ id }): Problem => {
      const params = { name: node.name, port: id, inputs: inputs.length };
      return { code: 'input_missing', params, nodeId: node.id, severity: 'error' };
    });
  const isUnused = outputs.length > 0 && outgoingEdges(graph, node.id).length === 0;
  const unused: Problem[] = isUnused
    ? [{ code: 'output_unused', params: { name: node.name }, nodeId: node.id, severity: 'warning' }]
    : [];
  return [...validateSettings(node), ...missing, ...unused];
}

/** Problems of a node's settings alone: their shape, else what the definition finds. */
export function validateSettings(node: GraphNode): Problem[] {
  const definition = getNodeDefinition(node.kind);
  const parsed = definition.settings.safeParse(node.settings);
  if (parsed.success) return checkSettings(node.kind, parsed.data).map((problem) => ({ ...problem, nodeId: node.id }));
  return parsed.error.issues.map(({ path }) => ({
    code: 'settings_invalid',
    params: { setting: path.join('.') || 'none' },
    nodeId: node.id,
    field: path.join('.'),
    severity: 'error',
  }));
}

function validateWhole(graph: Graph): Problem[] {
  const active = graph.nodes.filter(({ disabled }) => !disabled);
  const hasRows = active.some(({ kind }) => kind === 'webhook-trigger' || category(kind) === 'source');
  const hasTarget = active.some(({ kind }) => category(kind) === 'target');
  const extraHooks = active.filter(({ kind }) => kind === 'webhook-trigger').slice(1);
  return [
    ...(hasRows ? [] : [{ code: 'source_none', severity: 'warning' as const }]),
    ...(hasTarget ? [] : [{ code: 'target_none', severity: 'warning' as const }]),
    ...extraHooks.map(({ id, name }) => ({
      code: 'webhook_triggers_many',
      params: { name },
      nodeId: id,
      severity: 'error' as const,
    })),
  ];
}

function category(kind: GraphNode['kind']) {
  return getNodeDefinition(kind).category;
}
