import { z } from 'zod';
import { checkPattern } from '#core/formula/check-pattern.ts';
import { checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

const settings = z.strictObject({
  /** A column of text. */
  field: z.string().max(200),
  by: z.enum(['delimiter', 'pattern', 'position']),
  delimiter: z.string().max(100),
  pattern: z.string().max(500),
  /** Numbers of characters after which the text is cut, counted from its start. */
  positions: z.array(z.number().int().min(1).max(100_000)).max(100),
  into: z.enum(['columns', 'rows']),
  /** Columns for the parts; parts beyond them are left out unless `keepRest`. */
  names: z.array(z.string().max(200)).max(100),
  /** The last column holds all that is left. Parts found by a pattern have no rest. */
  keepRest: z.boolean(),
  /** `columns`: whether the column that was split stays. */
  keepSource: z.boolean(),
  /** `rows`: column for the number of the part, from 1; empty: none. */
  positionName: z.string().max(200),
});

export type SplitSettings = z.infer<typeof settings>;

/** Cuts text into parts, without the spaces around them: into columns, or into a row for each part that is not blank. */
export const split = defineNode<SplitSettings>({
  kind: 'split',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: {
    field: '',
    by: 'delimiter',
    delimiter: ',',
    pattern: '',
    positions: [],
    into: 'columns',
    names: [],
    keepRest: false,
    keepSource: true,
    positionName: '',
  },
  check: (wanted) => {
    if (wanted.field === '') return [{ code: 'field_missing', field: 'field', severity: 'error' }];
    const problems = checkCut(wanted);
    if (wanted.into === 'rows') return problems;
    if (wanted.names.length === 0) return [...problems, { code: 'names_missing', field: 'names', severity: 'error' }];
    return [...problems, ...checkNames(wanted.names.map((name, index) => ({ name, path: `names.${index}` })))];
  },
  summarize: ({ field, into, names }) =>
    field === '' ? { key: 'empty' } : { key: into, values: { field, names: names.join(', ') } },
});

function checkCut({ by, delimiter, pattern, positions }: SplitSettings): Omit<Problem, 'nodeId'>[] {
  if (by === 'delimiter')
    return delimiter === '' ? [{ code: 'delimiter_missing', field: 'delimiter', severity: 'error' }] : [];
  if (by === 'position') {
    if (positions.length === 0) return [{ code: 'positions_missing', field: 'positions', severity: 'error' }];
    const rises = positions.every((place, index) => index === 0 || place > (positions[index - 1] ?? 0));
    return rises ? [] : [{ code: 'positions_order', field: 'positions', severity: 'error' }];
  }
  if (pattern === '') return [{ code: 'find_missing', field: 'pattern', severity: 'error' }];
  const checked = checkPattern(pattern);
  return 'code' in checked
    ? [{ code: 'pattern_invalid', params: checked.params, field: 'pattern', severity: 'error' }]
    : [];
}
