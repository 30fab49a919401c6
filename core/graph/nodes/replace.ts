import { z } from 'zod';
import { checkPattern } from '#core/formula/check-pattern.ts';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

const settings = z.strictObject({
  /** Columns of text. */
  fields: z.array(z.string().max(200)).max(500),
  /** `whole`: the value as a whole, without outer spaces; an empty `find` stands for a blank value. */
  match: z.enum(['whole', 'contains', 'pattern']),
  caseSensitive: z.boolean(),
  /**
   * In order; with `whole` the first that fits decides, else each works on what the one before left. In the replacement
   * of a pattern `$1` is what its first group found. An empty replacement of a whole value leaves it blank.
   */
  pairs: z.array(z.strictObject({ find: z.string().max(2000), replace: z.string().max(2000) })).max(1000),
});

export type ReplaceSettings = z.infer<typeof settings>;

/** Finds values or parts of them and writes others in their place. */
export const replace = defineNode<ReplaceSettings>({
  kind: 'replace',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { fields: [], match: 'whole', caseSensitive: false, pairs: [] },
  check: ({ fields, match, pairs }) => {
    if (fields.length === 0) return [{ code: 'fields_missing', field: 'fields', severity: 'error' }];
    if (pairs.length === 0) return [{ code: 'pairs_missing', field: 'pairs', severity: 'error' }];
    return match === 'whole' ? [] : pairs.flatMap(({ find, replace: by }, index) => checkFind(match, find, by, index));
  },
  summarize: ({ fields, match, pairs }) => {
    const first = pairs[0];
    if (first === undefined || fields.length === 0) return { key: 'empty' };
    const values = { fields: fields.join(', '), find: first.find, replace: first.replace, more: pairs.length - 1 };
    return { key: match, values };
  },
});

function checkFind(match: 'contains' | 'pattern', find: string, by: string, index: number): Omit<Problem, 'nodeId'>[] {
  const field = `pairs.${index}.find`;
  if (find === '') return [{ code: 'find_missing', field, severity: 'error' }];
  if (match === 'contains') return [];
  const checked = checkPattern(find);
  if ('code' in checked) return [{ code: 'pattern_invalid', params: checked.params, field, severity: 'error' }];
  const wanted = Math.max(0, ...[...by.matchAll(/\$(\d)/g)].map(([, group]) => Number(group)));
  if (wanted <= checked.groups) return [];
  const params = { group: wanted, groups: checked.groups };
  return [{ code: 'pattern_group_missing', params, field: `pairs.${index}.replace`, severity: 'error' }];
}
