import { z } from 'zod';
import { checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

export const windowFunctions = [
  'running_total',
  'moving_average',
  'share',
  'row_number',
  'rank',
  'dense_rank',
  'previous',
  'next',
] as const;

export type WindowFunction = (typeof windowFunctions)[number];

const settings = z.strictObject({
  /** Rows are looked at group by group; empty: all together. */
  groupBy: z.array(z.string().max(200)).max(50),
  /** Blanks come last; equal rows stay as they came. */
  orderBy: z.array(z.strictObject({ field: z.string().max(200), direction: z.enum(['asc', 'desc']) })).max(20),
  columns: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        function: z.enum(windowFunctions),
        /** Unused by numbers and ranks. */
        field: z.string().max(200),
        /** `previous`, `next`: how many rows away. `moving_average`: rows it spans, the current one among them. */
        rows: z.number().int().min(1).max(1_000_000),
      }),
    )
    .max(100),
});

export type WindowSettings = z.infer<typeof settings>;

/** Whether the function looks at the values of a field. */
export function readsField(name: WindowFunction): boolean {
  return name !== 'row_number' && name !== 'rank' && name !== 'dense_rank';
}

/** Whether the function means nothing without an order. */
export function needsOrder(name: WindowFunction): boolean {
  return name !== 'share' && name !== 'row_number';
}

/** Adds columns that look at the rows around each row; no row is added or removed. */
export const window = defineNode<WindowSettings>({
  kind: 'window',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { groupBy: [], orderBy: [], columns: [] },
  check: ({ orderBy, columns }) => {
    if (columns.length === 0) return [{ code: 'window_columns_missing', field: 'columns', severity: 'error' }];
    const problems: Omit<Problem, 'nodeId'>[] = [];
    if (orderBy.length === 0 && columns.some(({ function: name }) => needsOrder(name)))
      problems.push({ code: 'window_order_missing', field: 'orderBy', severity: 'error' });
    const missing = (path: string) => problems.push({ code: 'field_missing', field: path, severity: 'error' });
    for (const [index, { field }] of orderBy.entries()) if (field === '') missing(`orderBy.${index}.field`);
    for (const [index, { function: name, field }] of columns.entries())
      if (readsField(name) && field === '') missing(`columns.${index}.field`);
    return [...problems, ...checkNames(columns.map(({ name }, index) => ({ name, path: `columns.${index}.name` })))];
  },
  summarize: ({ groupBy, columns }) => {
    const first = columns[0];
    if (first === undefined) return { key: 'empty' };
    const { function: name, field } = first;
    return {
      key: 'columns',
      values: { function: name, field, groupBy: groupBy.join(', ') || 'none', more: columns.length - 1 },
    };
  },
});
