import type { Field } from '#core/graph/field-type.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import { formatCell } from './format-cell.ts';

/** A step that a value at hand suggests; `key` names its words in `builder.preview.steps`. */
export interface ValueStep {
  readonly key: 'keep' | 'leaveOut' | 'replace' | 'removeDuplicates' | 'sort' | 'count';
  readonly kind: NodeKind;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Steps about one value of a field, null being a blank, filled in as far as the value tells. */
export function listValueSteps(field: Field, value: unknown): ValueStep[] {
  return [...listFilters(field, value), ...listReplacement(field, value), ...listFieldSteps(field)];
}

/** Steps about a field as a whole. */
export function listFieldSteps({ name, type }: Field): ValueStep[] {
  if (type === 'json') return [];
  return [
    { key: 'removeDuplicates', kind: 'deduplicate', settings: { keys: [name] } },
    { key: 'sort', kind: 'sort', settings: { by: [{ field: name, direction: 'asc' }] } },
    {
      key: 'count',
      kind: 'aggregate',
      settings: { groupBy: [name], measures: [{ name: 'rows', function: 'count', field: '' }] },
    },
  ];
}

function listFilters({ name, type }: Field, value: unknown): ValueStep[] {
  const text = formatCell(value, type);
  const filter = (key: ValueStep['key'], operator: string, wanted = ''): ValueStep => ({
    key,
    kind: 'filter',
    settings: { conditions: [{ field: name, operator, value: wanted }] },
  });
  if (text === null) return [filter('keep', 'is_blank'), filter('leaveOut', 'is_not_blank')];
  if (type === 'json') return [];
  if (type === 'boolean') {
    const [is, isNot] = value === true ? ['is_true', 'is_false'] : ['is_false', 'is_true'];
    return [filter('keep', is as string), filter('leaveOut', isNot as string)];
  }
  return [filter('keep', 'equals', String(value)), filter('leaveOut', 'not_equals', String(value))];
}

function listReplacement({ name, type }: Field, value: unknown): ValueStep[] {
  if (type !== 'text') return [];
  const pairs = [{ find: value === null ? '' : String(value), replace: '' }];
  return [{ key: 'replace', kind: 'replace', settings: { fields: [name], match: 'whole', pairs } }];
}
