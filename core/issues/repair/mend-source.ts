import type { FieldChoice } from '#core/contracts/repairs.ts';
import { mapField, nameNewField, settleType } from '#core/graph/apply-change.ts';
import { compareFields, type FieldChange } from '#core/graph/compare-fields.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { identifySource } from '#core/graph/identify-source.ts';
import { readSourceDrift } from '#core/graph/nodes/source-drift.ts';
import { type SourceField, sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import { withSettings } from '#core/runs/source-drift/is-field-used.ts';

/** A source as it was last seen. */
export interface SeenSource {
  /** Which source it is, as `identifySource` says. */
  readonly source: string;
  readonly shape: FoundShape;
}

/** Where the field of a change is in the source, or was. */
export function placeOf(change: FieldChange): readonly string[] {
  return change.kind === 'added' ? change.found.path : (change.field.path ?? [change.field.name]);
}

/** The differences between a source as it was seen and what a graph knows of it; null where the graph reads something else there. */
export function findDifferences(graph: Graph, nodeId: string, seen: SeenSource) {
  const node = findNode(graph, nodeId);
  const held = sourceFieldsSchema.safeParse(node?.settings.fields);
  if (node === undefined || !held.success || identifySource(node.settings) !== seen.source) return null;
  const drift = readSourceDrift(node.settings);
  return { node, held: held.data, drift, changes: compareFields(held.data, seen.shape, drift.ignored) };
}

/** The graph with what was chosen for the fields of its source; choices about what is no difference to it change nothing. */
export function mendSource(graph: Graph, nodeId: string, seen: SeenSource, choices: readonly FieldChoice[]): Graph {
  const found = findDifferences(graph, nodeId, seen);
  if (found === null) return graph;
  const { changes, drift } = found;
  let fields: SourceField[] = found.held;
  const ignored = [...drift.ignored];
  for (const choice of choices) {
    const change = findChange(changes, choice.kind, choice.place);
    if (change?.kind === 'missing' && choice.kind === 'missing') {
      const renamed = choice.to === null ? undefined : findChange(changes, 'added', choice.to);
      if (renamed?.kind === 'added') fields = mapField(fields, change.field, renamed.found);
      else if (choice.to === null) fields = leaveBlank(fields, change.field);
    }
    if (change?.kind === 'retyped' && choice.kind === 'retyped')
      fields = settleType(fields, change, choice.take ? 'take' : 'keep');
    if (change?.kind === 'added' && choice.kind === 'added') {
      if (choice.take) fields = [...fields, nameNewField(change.found, fields)];
      else ignored.push([...change.found.path]);
    }
  }
  const isIgnoring = ignored.length > drift.ignored.length;
  return withSettings(graph, nodeId, { fields, ...(isIgnoring && { drift: { ...drift, ignored } }) });
}

function findChange(changes: readonly FieldChange[], kind: FieldChange['kind'], place: readonly string[]) {
  const wanted = JSON.stringify(place);
  return changes.find((change) => change.kind === kind && JSON.stringify(placeOf(change)) === wanted);
}

function leaveBlank(fields: readonly SourceField[], field: SourceField): SourceField[] {
  const blank = { ...field, drift: { ...field.drift, missing: 'blank' as const } };
  return fields.map((each) => (each === field ? blank : each));
}
