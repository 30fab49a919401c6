import { checkPattern } from '#core/formula/check-pattern.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { type HttpTargetSettings, httpTarget } from '#core/graph/nodes/http-target.ts';
import { type PostgresTargetSettings, postgresTarget } from '#core/graph/nodes/postgres-target.ts';
import { matchesByKey } from '#core/graph/nodes/target-write.ts';
import { lowerMapping } from './lower-mapping.ts';
import type { NodeProblem } from './lowering.ts';
import type { CompileContext, MappedRows } from './plan.ts';

export interface LoweredTarget {
  readonly problems: readonly NodeProblem[];
  /** For the connector, where a mapping leaves it less to do; null: those of the node. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** Of the rows as they go to the target. */
  readonly fields: readonly Field[];
  readonly mapped: MappedRows | null;
}

/** What becomes of the rows that reach a target before it gets them, and what is wrong between them and its settings. */
export function lowerTarget(node: GraphNode, inputs: readonly Field[], context: CompileContext): LoweredTarget {
  if (node.kind === 'postgres-target') {
    const parsed = postgresTarget.settings.safeParse(node.settings);
    if (parsed.success) return lowerTable(parsed.data, inputs, context);
  }
  if (node.kind === 'http-target') {
    const parsed = httpTarget.settings.safeParse(node.settings);
    if (parsed.success) return lowerRequests(parsed.data, inputs, context);
  }
  return { problems: [], settings: null, fields: inputs, mapped: null };
}

function lowerRequests(settings: HttpTargetSettings, inputs: readonly Field[], context: CompileContext): LoweredTarget {
  if (settings.mapping === null)
    return { problems: checkAccepts(settings, inputs), settings: null, fields: inputs, mapped: null };
  const { problems, fields, mapped } = lowerMapping(settings.mapping, inputs, 'exact', context);
  return {
    problems: [...problems, ...checkAccepts(settings, fields)],
    settings: { ...settings, mapping: null },
    fields,
    mapped,
  };
}

/** Fields that the API requires and nobody sends, and patterns that the engine cannot hold rows against. */
function checkAccepts({ accepts }: HttpTargetSettings, fields: readonly Field[]): NodeProblem[] {
  return accepts.flatMap(({ name, required, pattern = '' }, index): NodeProblem[] => {
    const path = `accepts.${index}`;
    const isSent = fields.length === 0 || fields.some((field) => field.name === name);
    if (required && !isSent)
      return [{ code: 'accepted_field_missing', params: { name }, field: `${path}.name`, severity: 'error' }];
    const checked = pattern === '' ? null : checkPattern(pattern);
    if (checked === null || 'groups' in checked) return [];
    const params = { ...checked.params, reason: checked.code };
    return [{ code: 'rule_pattern_invalid', params, field: `${path}.pattern`, severity: 'error' }];
  });
}

function lowerTable(
  settings: PostgresTargetSettings,
  inputs: readonly Field[],
  context: CompileContext,
): LoweredTarget {
  if (settings.mapping === null)
    return { problems: checkKeys(settings, inputs), settings: null, fields: inputs, mapped: null };
  const { problems, fields, mapping, mapped } = lowerMapping(settings.mapping, inputs, 'wide', context);
  return {
    problems: [...problems, ...checkKeys(settings, inputs)],
    settings: { ...settings, mapping },
    fields,
    mapped,
  };
}

function checkKeys({ mode, keys, mapping }: PostgresTargetSettings, fields: readonly Field[]): NodeProblem[] {
  if (!matchesByKey(mode)) return [];
  const columns = mapping?.map(({ column }) => column) ?? fields.map(({ name }) => name);
  return keys.flatMap((column, index) =>
    columns.includes(column)
      ? []
      : [{ code: 'key_column_missing', params: { column }, field: `keys.${index}`, severity: 'error' as const }],
  );
}
