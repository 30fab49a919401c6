import { z } from 'zod';
import { fieldTypes } from '../field-type.ts';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        source: z.string().max(200),
        name: z.string().max(200),
        /** Null keeps the type. */
        type: z.enum(fieldTypes).nullable(),
        /** strptime pattern for text → date or datetime; empty: ISO. */
        format: z.string().max(60),
      }),
    )
    .max(2000),
  /** What happens to columns that are not listed. */
  rest: z.enum(['drop', 'keep']),
  /** A value that cannot become the wanted type: set the row aside, or leave the value blank. */
  onCastError: z.enum(['reject', 'blank']),
});

export type SelectSettings = z.infer<typeof settings>;

/** Chooses, orders, renames and converts columns. */
export const select = defineNode<SelectSettings>({
  kind: 'select',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { columns: [], rest: 'keep', onCastError: 'reject' },
  check: ({ columns, rest }) => {
    if (columns.length === 0 && rest === 'drop')
      return [{ code: 'columns_missing', field: 'columns', severity: 'error' }];
    const seen = new Set<string>();
    return columns.flatMap(({ source, name }, index) => {
      if (source === '')
        return [{ code: 'field_missing', field: `columns.${index}.source`, severity: 'error' as const }];
      if (name === '') return [{ code: 'name_missing', field: `columns.${index}.name`, severity: 'error' as const }];
      const repeated = seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      if (!repeated) return [];
      return [
        { code: 'field_name_repeated', params: { name }, field: `columns.${index}.name`, severity: 'error' as const },
      ];
    });
  },
  summarize: ({ columns, rest }) =>
    columns.length === 0
      ? { key: 'empty' }
      : { key: rest === 'keep' ? 'change' : 'choose', values: { count: columns.length } },
});
