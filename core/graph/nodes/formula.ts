import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** Evaluated over the input's columns, independent of each other; an existing name is replaced. */
  columns: z.array(z.strictObject({ name: z.string().max(200), formula: z.string().max(10_000) })).max(200),
});

export type FormulaSettings = z.infer<typeof settings>;

/** Adds or replaces columns by formulas. */
export const formula = defineNode<FormulaSettings>({
  kind: 'formula',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { columns: [] },
  check: ({ columns }) => {
    if (columns.length === 0) return [{ code: 'formula_columns_missing', field: 'columns', severity: 'error' }];
    const seen = new Set<string>();
    return columns.flatMap(({ name, formula: source }, index) => {
      if (name === '') return [{ code: 'name_missing', field: `columns.${index}.name`, severity: 'error' as const }];
      if (source.trim() === '')
        return [{ code: 'formula_missing', field: `columns.${index}.formula`, severity: 'error' as const }];
      const repeated = seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      if (!repeated) return [];
      return [
        { code: 'field_name_repeated', params: { name }, field: `columns.${index}.name`, severity: 'error' as const },
      ];
    });
  },
  summarize: ({ columns }) => {
    const first = columns[0];
    return first === undefined
      ? { key: 'empty' }
      : { key: 'columns', values: { name: first.name, more: columns.length - 1 } };
  },
});
