import { z } from 'zod';
import { checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import { aggregateFunctions } from './aggregate.ts';

const settings = z.strictObject({
  /** Columns that tell the resulting rows apart; empty: one row for all. */
  groupBy: z.array(z.string().max(200)).max(50),
  /** The column whose values become columns. */
  field: z.string().max(200),
  /** Values that become columns, as typed or confirmed from the sample; text is compared without case and outer spaces. */
  values: z.array(z.strictObject({ value: z.string().max(2000), name: z.string().max(200) })).max(500),
  function: z.enum(aggregateFunctions),
  /** What is counted or totalled; unused by `count`. */
  measure: z.string().max(200),
  /** Column for every other value, blank ones too; empty: they are left out. */
  otherName: z.string().max(200),
});

export type PivotSettings = z.infer<typeof settings>;

/** Turns values into columns: one row per group, one column per listed value. */
export const pivot = defineNode<PivotSettings>({
  kind: 'pivot',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { groupBy: [], field: '', values: [], function: 'count', measure: '', otherName: '' },
  check: ({ field, values, function: measured, measure }) => {
    if (field === '') return [{ code: 'field_missing', field: 'field', severity: 'error' }];
    if (measured !== 'count' && measure === '') return [{ code: 'field_missing', field: 'measure', severity: 'error' }];
    if (values.length === 0) return [{ code: 'values_missing', field: 'values', severity: 'error' }];
    const empty = values.flatMap(({ value }, index) =>
      value.trim() === ''
        ? [{ code: 'value_missing', field: `values.${index}.value`, severity: 'error' as const }]
        : [],
    );
    return [...empty, ...checkNames(values.map(({ name }, index) => ({ name, path: `values.${index}.name` })))];
  },
  summarize: ({ groupBy, field, values }) =>
    field === '' || values.length === 0
      ? { key: 'empty' }
      : { key: 'values', values: { field, count: values.length, groupBy: groupBy.join(', ') || 'none' } },
});
