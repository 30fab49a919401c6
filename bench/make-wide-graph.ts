import { type Graph, type GraphNode, graphSchemaVersion, type NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

const stepsPerBranch = 10;

/** A pipeline of many steps: branches of one source, eight transforms and one target, below each other. */
export function makeWideGraph(steps: number): Graph {
  const nodes = Array.from({ length: steps }, (_, index) => makeStep(index));
  const edges = nodes.flatMap(({ id }, index) => {
    const before = nodes[index - 1];
    if (before === undefined || index % stepsPerBranch === 0) return [];
    return [{ id: `edge_${index}`, from: { node: before.id, port: 'rows' }, to: { node: id, port: 'rows' } }];
  });
  return { schemaVersion: graphSchemaVersion, nodes, edges };
}

function makeStep(index: number): GraphNode {
  const place = index % stepsPerBranch;
  const kind: NodeKind = place === 0 ? 'sample-source' : place === stepsPerBranch - 1 ? 'file-target' : 'filter';
  return {
    id: `step_${index}`,
    kind,
    name: `Step ${index}`,
    position: { x: place * 320, y: Math.floor(index / stepsPerBranch) * 112 },
    settings: { ...getNodeDefinition(kind).defaults, ...settingsOf(kind) },
    disabled: false,
  };
}

function settingsOf(kind: NodeKind): Record<string, unknown> {
  if (kind === 'sample-source') return { dataset: 'contacts', rows: 1000 };
  return kind === 'filter' ? { conditions: [{ field: 'email', operator: 'contains', value: '@' }] } : {};
}
