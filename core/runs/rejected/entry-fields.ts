import { compileGraph } from '#core/compiler/compile-graph.ts';
import { readSourceFields } from '#core/compiler/source-fields.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';

/** A field of the rows that enter a step, and where a refused row's record holds its value. */
export interface EntryField extends Field {
  readonly path: readonly string[];
  /** strptime pattern of dates that are not ISO. */
  readonly format?: string;
}

/** The fields of rows as they come to a step: of a source, those it reads. Empty where the graph does not tell. */
export function listEntryFields(graph: Graph, nodeId: string): EntryField[] {
  const node = findNode(graph, nodeId);
  if (node === undefined) return [];
  const { category } = getNodeDefinition(node.kind);
  if (category === 'source' || node.kind === 'webhook-trigger') {
    const parsed = sourceFieldsSchema.safeParse(node.settings.fields);
    if (!parsed.success) return (readSourceFields(node) ?? []).map((field) => ({ ...field, path: [field.name] }));
    return parsed.data.map(({ name, type, path, format }) => {
      // Records of JSON sources are kept as they came, those of others by the names of their fields.
      const isNested =
        node.kind !== 'file-source' || (node.settings.format as { type?: string } | null)?.type === 'json';
      return { name, type, path: isNested ? (path ?? [name]) : [name], ...(format !== undefined && { format }) };
    });
  }
  const port = listPorts(node).inputs.find(({ consulted }) => !consulted)?.id;
  const edge = incomingEdges(graph, nodeId, port)[0];
  if (edge === undefined) return [];
  const { fields, plan } = compileGraph(graph, { now: new Date(0).toISOString() });
  const step = plan.steps.find((each) => each.nodeId === nodeId);
  // An API refuses rows as they were sent to it.
  const sent = step?.role === 'target' && node.kind === 'http-target' ? step.fields : undefined;
  const found = sent ?? fields[edge.from.node]?.[edge.from.port] ?? [];
  return found.map((field) => ({ ...field, path: [field.name] }));
}
