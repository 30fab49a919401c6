import { escapeIdentifier } from 'pg';
import type { Field } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { type ColumnMapping, type FieldPolicy, matchesByKey, type WriteMode } from '#core/graph/nodes/target-write.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { TargetColumn, TargetTable } from './describe-target.ts';
import { canStore, type PostgresType, toTableType } from './map-postgres-type.ts';

/** A field and the column it goes to. */
export interface LoadColumn {
  readonly field: Field;
  readonly column: string;
  readonly type: PostgresType;
  readonly maxLength: number | null;
  readonly policy: FieldPolicy;
}

export interface LoadPlan {
  /** Quoted, with its schema. */
  readonly table: string;
  readonly mode: PostgresTargetSettings['mode'];
  readonly keys: readonly string[];
  /** In the order of the fields; fields that go nowhere are absent. */
  readonly columns: readonly LoadColumn[];
  /** Whether the table is made by this load. */
  readonly create: boolean;
  /** Whether rows that the source marks as removed are removed; null: it marks none. */
  readonly removedRows: PostgresTargetSettings['removedRows'] | null;
  readonly brakePercent: number;
  /** Whether COPY can bring the rows into the table as they come: every field has a column. */
  readonly complete: boolean;
}

/** Checks the settings against the table (null: it will be made) before a row moves. Throws a TelarError placed on the setting at fault. */
export function planLoad(
  settings: PostgresTargetSettings,
  fields: readonly Field[],
  existing: TargetTable | null,
): LoadPlan {
  const named = fields.filter(({ name }) => name !== changeField.name);
  const pairs: readonly ColumnMapping[] = settings.mapping ?? named.map(({ name }) => ({ field: name, column: name }));
  const columns = pairs.map((pair) => resolveColumn(pair, fields, existing));
  checkColumns(columns);
  if (existing !== null) checkTable(settings, existing, columns);
  checkKeys(settings, existing, columns);
  const order = new Map(fields.map(({ name }, index) => [name, index]));
  columns.sort((left, right) => (order.get(left.field.name) ?? 0) - (order.get(right.field.name) ?? 0));
  return {
    table: `${escapeIdentifier(settings.schema)}.${escapeIdentifier(settings.table)}`,
    mode: settings.mode,
    keys: matchesByKey(settings.mode) ? settings.keys : [],
    columns,
    create: existing === null,
    removedRows: marksRemovals(fields, pairs) ? settings.removedRows : null,
    brakePercent: settings.brakePercent,
    complete:
      columns.length === fields.length && new Set(columns.map(({ field }) => field.name)).size === fields.length,
  };
}

/** Whether rows can be marked as removed; a mark that goes to a column of its own is data like any other. */
function marksRemovals(fields: readonly Field[], pairs: readonly ColumnMapping[]): boolean {
  const isMark = (name: string) => name === changeField.name;
  return fields.some(({ name }) => isMark(name)) && !pairs.some(({ field }) => isMark(field));
}

function resolveColumn(pair: ColumnMapping, fields: readonly Field[], existing: TargetTable | null): LoadColumn {
  const field = fields.find(({ name }) => name === pair.field);
  if (field === undefined) {
    const suggestion =
      nearestName(
        pair.field,
        fields.map(({ name }) => name),
      ) ?? 'none';
    throw refuse('mapping_field_missing', 'mapping', { field: pair.field, suggestion });
  }
  const { policy = 'always' } = pair;
  if (existing === null) {
    if (Buffer.byteLength(pair.column) > 63) throw refuse('postgres_name_too_long', 'mapping', { column: pair.column });
    const type = { name: toTableType(field.type), category: '' };
    return { field, column: pair.column, type, maxLength: null, policy };
  }
  const column = findColumn(pair.column, existing.columns);
  if (column.generated) throw refuse('postgres_column_generated', 'mapping', { column: column.name });
  if (!canStore(field.type, column.type)) {
    const params = { field: field.name, fieldType: field.type, column: column.name, columnType: column.type.name };
    throw refuse('postgres_type_mismatch', 'mapping', params);
  }
  return { field, column: column.name, type: column.type, maxLength: column.maxLength, policy };
}

function findColumn(name: string, columns: readonly TargetColumn[]): TargetColumn {
  const column = columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  const suggestion =
    nearestName(
      name,
      columns.map((candidate) => candidate.name),
    ) ?? 'none';
  throw refuse('postgres_column_missing', 'mapping', { column: name, suggestion });
}

function checkColumns(columns: readonly LoadColumn[]): void {
  if (columns.length === 0) throw refuse('postgres_no_columns', 'mapping', {});
  if (columns.length > 1600) throw refuse('postgres_too_many_columns', 'mapping', { count: columns.length });
  const seen = new Set<string>();
  for (const { column } of columns) {
    if (seen.has(column)) throw refuse('postgres_column_repeated', 'mapping', { column });
    seen.add(column);
  }
}

function checkTable(settings: PostgresTargetSettings, existing: TargetTable, columns: readonly LoadColumn[]): void {
  const { schema, table, mode } = settings;
  if (existing.isView) throw refuse('postgres_target_is_view', 'table', { table });
  const mapped = new Set(columns.map(({ column }) => column));
  const missing = existing.columns.find(({ name, required, generated }) => required && !generated && !mapped.has(name));
  if (missing !== undefined && addsRows(mode))
    throw refuse('postgres_column_required', 'mapping', { column: missing.name });
  const removes = settings.removedRows === 'delete' && mode !== 'replace' ? (['select', 'delete'] as const) : [];
  for (const action of [...neededRights[mode], ...removes]) {
    if (!existing.may[action]) throw refuse('postgres_table_forbidden', 'table', { schema, table, action });
  }
  if (mode === 'replace' && existing.referencedBy.length > 0) {
    throw refuse('postgres_table_referenced', 'mode', { table, other: existing.referencedBy.join(', ') });
  }
}

const neededRights = {
  append: ['insert'],
  insert: ['select', 'insert'],
  update: ['select', 'update'],
  upsert: ['select', 'insert', 'update'],
  mirror: ['select', 'insert', 'update', 'delete'],
  delete: ['select', 'delete'],
  replace: ['insert', 'delete'],
} as const satisfies Record<WriteMode, readonly string[]>;

export function addsRows(mode: WriteMode): boolean {
  return mode !== 'update' && mode !== 'delete';
}

function checkKeys(
  { mode, keys }: PostgresTargetSettings,
  existing: TargetTable | null,
  columns: readonly LoadColumn[],
) {
  if (!matchesByKey(mode)) return;
  if (keys.length === 0) throw refuse('keys_missing', 'keys', {});
  const names = columns.map(({ column }) => column);
  for (const key of keys) {
    if (names.includes(key)) continue;
    throw refuse('postgres_key_not_mapped', 'keys', { column: key, suggestion: nearestName(key, names) ?? 'none' });
  }
  const wanted = [...keys].sort().join('\n');
  if (existing !== null && !existing.uniqueKeys.some((names) => [...names].sort().join('\n') === wanted)) {
    throw refuse('postgres_key_not_unique', 'keys', { keys: keys.join(', ') });
  }
}

function refuse(code: string, field: string, params: Record<string, string | number>): TelarError {
  return new TelarError(code, { params, field, status: 422 });
}
