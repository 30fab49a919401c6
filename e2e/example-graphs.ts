import { type Graph, type GraphNode, graphSchemaVersion, type NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';

interface ExampleStep<Kind extends NodeKind = NodeKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly settings: SettingsOf<Kind>;
}

/** A step with settings that fit its kind. */
export function describeStep<Kind extends NodeKind>(kind: Kind, name: string, settings: SettingsOf<Kind>): ExampleStep {
  return { kind, name, settings };
}

/** A graph of steps in a row, each connected to the next. */
export function createChain(steps: readonly ExampleStep[]): Graph {
  const nodes = steps.map(
    ({ kind, name, settings }, index): GraphNode => ({
      id: `step_${index + 1}`,
      kind,
      name,
      position: { x: index * 320, y: 0 },
      settings: { ...settings },
      disabled: false,
    }),
  );
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `edge_${index + 1}`,
    from: { node: `step_${index + 1}`, port: 'rows' },
    to: { node: id, port: 'rows' },
  }));
  return { schemaVersion: graphSchemaVersion, nodes, edges };
}

/** Reads every row of a table of the warehouse. */
export function readTable(
  connectionId: string,
  table: string,
  fields: Record<string, 'text' | 'integer'>,
  name = table,
) {
  return describeStep('postgres-source', name, {
    ...{ connectionId, schema: 'public', mode: 'table', table, query: '', sync: { mode: 'full' } },
    fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
  });
}

/** Fills a table of the warehouse, which is made where it is missing. */
export function writeTable(
  connectionId: string,
  table: string,
  settings: Partial<SettingsOf<'postgres-target'>> = {},
  name = table,
) {
  return describeStep('postgres-target', name, {
    ...{ connectionId, schema: 'public', table, mode: 'replace', keys: [], createTable: true, mapping: null },
    ...{ removedRows: 'ignore', detect: 'target', brakePercent: 20, keepBeforeDays: 7 },
    ...settings,
  });
}

/** Sample contacts into a table that is made at the first run and holds exactly them afterwards. */
export function createContactsToTable(connectionId: string, table: string, rows = 200): Graph {
  return createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows }),
    writeTable(connectionId, table, {}, 'Table'),
  ]);
}
