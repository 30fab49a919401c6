import { type Graph, type GraphNode, graphSchemaVersion, type NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import { deduplicate } from '#core/graph/nodes/deduplicate.ts';

interface SampleNames {
  readonly source: string;
  readonly filter: string;
  readonly deduplicate: string;
  readonly target: string;
}

const columnGap = 320;

function placeNode<Kind extends NodeKind>(
  id: string,
  kind: Kind,
  name: string,
  column: number,
  settings: SettingsOf<Kind>,
): GraphNode {
  return { id, kind, name, position: { x: column * columnGap, y: 0 }, settings: { ...settings }, disabled: false };
}

/**
 * A pipeline that is ready to run without any account: sample contacts, only those with an e-mail,
 * the newest per e-mail, as a CSV file. Names are in the reader's language.
 */
export function createSamplePipeline(names: SampleNames): Graph {
  return {
    schemaVersion: graphSchemaVersion,
    nodes: [
      placeNode('contacts', 'sample-source', names.source, 0, { dataset: 'contacts', rows: 5000 }),
      placeNode('with_email', 'filter', names.filter, 1, {
        match: 'all',
        caseSensitive: false,
        groups: [],
        conditions: [{ field: 'email', operator: 'is_not_blank', value: '' }],
      }),
      placeNode('newest', 'deduplicate', names.deduplicate, 2, {
        ...deduplicate.defaults,
        keys: ['email'],
        keep: 'last',
        orderBy: 'updated_at',
      }),
      placeNode('result', 'file-target', names.target, 3, {
        format: 'csv',
        fileName: 'contacts',
        escapeFormulas: true,
      }),
    ],
    edges: ['contacts', 'with_email', 'newest'].map((from, index) => ({
      id: `edge_${index + 1}`,
      from: { node: from, port: 'rows' },
      to: { node: ['with_email', 'newest', 'result'][index] ?? '', port: 'rows' },
    })),
  };
}
