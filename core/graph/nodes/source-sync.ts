import { z } from 'zod';
import { type Field, type FieldType, isNumericType, isTemporalType } from '../field-type.ts';
import type { Problem } from '../problem.ts';

/** The field in which a source says what happened to a row since the last run: added, changed or removed (key fields only). */
export const changeField: Field = { name: '_change', type: 'text' };

const fieldName = z.string().max(200);
const keys = z.array(fieldName).max(20);
/** A run halts before it tells of a larger share of removals, and when nothing is left; absent: only then. */
const brakePercent = z.number().min(0).max(100).optional();

/** How rows that were deleted in the source are noticed. */
const deletesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ignore') }),
  /** A field that is filled in, or TRUE, for rows that were deleted. */
  z.strictObject({ kind: z.literal('tombstone'), field: fieldName }),
  /** The keys of the whole source are read every time and compared with those of the last run. */
  z.strictObject({ kind: z.literal('compare') }),
]);

/** How much of a source a run reads. */
export const sourceSyncSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('full') }),
  z.strictObject({
    mode: z.literal('incremental'),
    /** Field that grows whenever a row is added or changed. */
    cursor: fieldName,
    /** Fields that together tell rows apart. */
    keys,
    /** How far before the last value reading starts again: seconds of a datetime, days of a date, units of a number. */
    overlap: z.number().min(0).max(31_536_000),
    deletes: deletesSchema,
    brakePercent,
  }),
  /** Everything is read and compared with the last run, for sources without such a field. */
  z.strictObject({ mode: z.literal('snapshot'), keys, brakePercent }),
  /** The source's own log tells of every change since the last run. */
  z.strictObject({
    mode: z.literal('changes'),
    keys,
    /** The source stops keeping its log for the reading beyond this size; then everything has to be read again. */
    maxLagMegabytes: z.number().int().min(16).max(10_000_000),
  }),
]);

export type SourceSync = z.infer<typeof sourceSyncSchema>;
export type IncrementalSync = Extract<SourceSync, { mode: 'incremental' }>;
export type SnapshotSync = Extract<SourceSync, { mode: 'snapshot' }>;
export type ChangesSync = Extract<SourceSync, { mode: 'changes' }>;

/** For sources that start to be compared. */
export const defaultBrakePercent = 20;

export const defaultMaxLagMegabytes = 10_240;

export const fullSync: SourceSync = { mode: 'full' };

/** Five minutes of a datetime: longer than most transactions and most clocks are apart. */
export const defaultOverlap: Partial<Record<FieldType, number>> = { datetime: 300, date: 1 };

/** Whether the rows come with `changeField`. */
export function tellsChanges(sync: SourceSync): boolean {
  return (
    sync.mode === 'snapshot' ||
    sync.mode === 'changes' ||
    (sync.mode === 'incremental' && sync.deletes.kind !== 'ignore')
  );
}

/** The source's own sync settings; full for kinds that have none. */
export function readSourceSync(settings: Readonly<Record<string, unknown>>): SourceSync {
  const parsed = sourceSyncSchema.safeParse(settings.sync);
  return parsed.success ? parsed.data : fullSync;
}

/** Whether values of the type can say how far reading has come. */
export function canBeCursor(type: FieldType): boolean {
  return isTemporalType(type) || isNumericType(type) || type === 'text';
}

/** Problems between the sync settings and the fields of the source; `hasLog`: it can tell of changes by itself. */
export function checkSourceSync(sync: SourceSync, fields: readonly Field[], hasLog = false): Omit<Problem, 'nodeId'>[] {
  if (sync.mode === 'full') return [];
  const problems: Omit<Problem, 'nodeId'>[] = [];
  const report = (code: string, field: string, params: Record<string, string> = {}) =>
    problems.push({ code, field, params, severity: 'error' });
  if (sync.mode === 'changes' && !hasLog) report('sync_changes_unsupported', 'sync.mode');
  const find = (name: string) => fields.find((candidate) => candidate.name === name);
  if (sync.mode === 'incremental') {
    const cursor = find(sync.cursor);
    if (sync.cursor === '') report('sync_cursor_missing', 'sync.cursor');
    else if (cursor === undefined) report('sync_field_missing', 'sync.cursor', { name: sync.cursor });
    else if (!canBeCursor(cursor.type)) report('sync_cursor_type', 'sync.cursor', { name: sync.cursor });
    if (sync.deletes.kind === 'tombstone' && find(sync.deletes.field) === undefined)
      report('sync_tombstone_missing', 'sync.deletes.field');
  }
  if (sync.keys.length === 0) report('sync_keys_missing', 'sync.keys');
  for (const [index, name] of sync.keys.entries())
    if (find(name) === undefined) report('sync_field_missing', `sync.keys.${index}`, { name });
  if (tellsChanges(sync) && fields.some(({ name }) => name.toLowerCase() === changeField.name))
    report('sync_change_field_taken', 'sync.mode', { name: changeField.name });
  return problems;
}
