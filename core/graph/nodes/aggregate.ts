import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

export const aggregateFunctions = ['count', 'count_distinct', 'sum', 'average', 'min', 'max', 'list'] as const;

export type AggregateFunction = (typeof aggregateFunctions)[number];

const settings = z.strictObject({
  /** Empty: one row for all. */
  groupBy: z.array(z.string().max(200)).max(50),
  measures: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        function: z.enum(aggregateFunctions),
        /** Unused by `count`. */
        field: z.string().max(200),
      }),
    )
    .max(100),
});

export type AggregateSettings = z.infer<typeof settings>;

/** One row per group with counts, sums and the like; blanks are left out of every measure but `count`. */
export const aggregate = defineNode<AggregateSettings>({
  kind: 'aggregate',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { groupBy: [], measures: [] },
  check: ({ groupBy, measures }) => {
    if (groupBy.length === 0 && measures.length === 0)
      return [{ code: 'measures_missing', field: 'measures', severity: 'error' }];
    const seen = new Set(groupBy.map((name) => name.toLowerCase()));
    return measures.flatMap(({ name, function: measure, field }, index) => {
      if (name === '') return [{ code: 'name_missing', field: `measures.${index}.name`, severity: 'error' as const }];
      if (measure !== 'count' && field === '')
        return [{ code: 'field_missing', field: `measures.${index}.field`, severity: 'error' as const }];
      const repeated = seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      if (!repeated) return [];
      return [
        { code: 'field_name_repeated', params: { name }, field: `measures.${index}.name`, severity: 'error' as const },
      ];
    });
  },
  summarize: ({ groupBy, measures }) => {
    const first = measures[0];
    if (first === undefined && groupBy.length === 0) return { key: 'empty' };
    if (first === undefined) return { key: 'groups', values: { groupBy: groupBy.join(', ') } };
    const values = { function: first.function, field: first.field, groupBy: groupBy.join(', ') };
    return { key: groupBy.length === 0 ? 'total' : 'measure', values };
  },
});
