import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  by: z.array(z.strictObject({ field: z.string().max(200), direction: z.enum(['asc', 'desc']) })).max(20),
  /** Null: all rows. */
  limit: z.number().int().min(1).max(1_000_000_000).nullable(),
  offset: z.number().int().min(0).max(1_000_000_000),
});

export type SortSettings = z.infer<typeof settings>;

/** Orders rows, blanks last, and keeps the first of them. */
export const sort = defineNode<SortSettings>({
  kind: 'sort',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { by: [], limit: null, offset: 0 },
  check: ({ by, limit, offset }) => {
    if (by.length === 0 && limit === null && offset === 0)
      return [{ code: 'sort_missing', field: 'by', severity: 'error' }];
    return by.flatMap(({ field }, index) =>
      field === '' ? [{ code: 'field_missing', field: `by.${index}.field`, severity: 'error' as const }] : [],
    );
  },
  summarize: ({ by, limit }) => {
    const first = by[0];
    if (first === undefined) return limit === null ? { key: 'empty' } : { key: 'limit', values: { limit } };
    const values = { field: first.field, direction: first.direction, limit: limit ?? 0 };
    return { key: limit === null ? 'order' : 'top', values };
  },
});
