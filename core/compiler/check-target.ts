import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { type PostgresTargetSettings, postgresTarget } from '#core/graph/nodes/postgres-target.ts';
import { matchesByKey } from '#core/graph/nodes/target-write.ts';
import { type NodeProblem, requireField } from './lowering.ts';

/** Problems between a target's settings and the fields that reach it. */
export function checkTarget({ kind, settings }: GraphNode, fields: readonly Field[]): NodeProblem[] {
  if (kind !== 'postgres-target') return [];
  const parsed = postgresTarget.settings.safeParse(settings);
  return parsed.success ? checkPostgresTarget(parsed.data, fields) : [];
}

function checkPostgresTarget({ mode, keys, mapping }: PostgresTargetSettings, fields: readonly Field[]): NodeProblem[] {
  const problems: NodeProblem[] = [];
  mapping?.forEach(({ field }, index) => {
    requireField(fields, field, `mapping.${index}.field`, problems);
  });
  if (!matchesByKey(mode)) return problems;
  const columns = mapping?.map(({ column }) => column) ?? fields.map(({ name }) => name);
  keys.forEach((column, index) => {
    if (columns.includes(column)) return;
    problems.push({ code: 'key_column_missing', params: { column }, field: `keys.${index}`, severity: 'error' });
  });
  return problems;
}
