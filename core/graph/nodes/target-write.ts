import { z } from 'zod';
import { fieldTypes } from '../field-type.ts';
import type { Problem } from '../problem.ts';

/** What becomes of rows in a table. */
export const writeModes = [
  /** All rows are added; nothing is looked for. */
  'append',
  /** Rows whose key is not there yet are added; the others are skipped. */
  'insert',
  /** Rows whose key is there are changed; the others are skipped. */
  'update',
  'upsert',
  /** As `upsert`, and what is not among the rows is removed: the table then says what the rows say. */
  'mirror',
  /** Rows whose key is there are removed. */
  'delete',
  /** The table holds exactly this run's rows afterwards, swapped in one transaction. */
  'replace',
] as const;

export type WriteMode = (typeof writeModes)[number];

/** Modes that find rows by their key. */
export function matchesByKey(mode: WriteMode): boolean {
  return mode !== 'append' && mode !== 'replace';
}

/** How a value that is there already is changed. */
export const fieldPolicies = ['always', 'only_if_empty', 'never_clear', 'append_to_list'] as const;

export type FieldPolicy = (typeof fieldPolicies)[number];

const text = z.string().max(1000);

export const columnMappingSchema = z.strictObject({
  /** The incoming field; empty where a formula or a fixed value stands in its place. */
  field: z.string().max(200),
  /** Of the target: a column, or the name of a value. */
  column: z.string().max(200),
  /** Computed from the incoming fields of the row. */
  formula: z.string().max(10_000).optional(),
  /** The same value for every row, as text. */
  fixed: text.optional(),
  /** What the value is converted to; rows in which it cannot be are set aside. Absent: it stays what it is. */
  cast: z.enum(fieldTypes).optional(),
  /** What the target called the column's type when it was mapped, to see later that it changed. */
  columnType: z.string().max(200).optional(),
  /** `always` when absent. Lists are JSON arrays, or text with semicolons. */
  policy: z.enum(fieldPolicies).optional(),
  /** Values that are called otherwise in the target; `to` empty: the row has none there. */
  values: z
    .array(z.strictObject({ from: text, to: text }))
    .max(500)
    .optional(),
  /** What becomes of values that `values` does not name: they stay when absent; `reject` sets their rows aside. */
  otherwise: z.enum(['keep', 'blank', 'reject']).optional(),
});

export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** The first entry without what it takes to fill its column. */
export function checkMapping(mapping: readonly ColumnMapping[] | null): Omit<Problem, 'nodeId'>[] {
  const seen = new Set<string>();
  return (mapping ?? []).flatMap(({ column, formula }, index) => {
    const problem = (code: string, part: string, params = {}) => [
      { code, params, field: `mapping.${index}.${part}`, severity: 'error' as const },
    ];
    if (column !== '' && seen.has(column)) return problem('mapping_column_repeated', 'column', { column });
    seen.add(column);
    return formula !== undefined && formula.trim() === '' ? problem('formula_missing', 'formula') : [];
  });
}

/** Settings that all tables to write to have. */
export const tableWriteShape = {
  mode: z.enum(writeModes),
  /** Column names that identify a row. */
  keys: z.array(z.string().max(64)).max(20),
  /** Null: every field goes to the column of its name. */
  mapping: z.array(columnMappingSchema).max(1600).nullable(),
  /** Columns that had to be filled when the mapping was made, to see later that another one has to be. */
  requiredColumns: z.array(z.string().max(200)).max(1600).optional(),
  /** What becomes of rows that their source marks as removed. */
  removedRows: z.enum(['ignore', 'delete']).default('ignore'),
  /**
   * With what rows of `upsert` are compared: with the table, or with what was sent last, which is faster and does not
   * see what others changed in the table.
   */
  detect: z.enum(['target', 'sent']).default('target'),
  /** A mirror halts before it removes a larger share of the table. */
  brakePercent: z.number().min(0).max(100).default(20),
};

export const tableWriteDefaults = {
  mode: 'append' as WriteMode,
  keys: [] as string[],
  mapping: null as ColumnMapping[] | null,
  removedRows: 'ignore' as 'ignore' | 'delete',
  detect: 'target' as 'target' | 'sent',
  brakePercent: 20,
};

export type TableWrite = typeof tableWriteDefaults;

/** Problems of the write settings alone. */
export function checkTableWrite({ mode, keys }: Pick<TableWrite, 'mode' | 'keys'>): Omit<Problem, 'nodeId'>[] {
  const isMissing = matchesByKey(mode) && keys.length === 0;
  return isMissing ? [{ code: 'keys_missing', field: 'keys', severity: 'error' }] : [];
}
