import { identifier, sql } from '#core/compiler/sql.ts';
import { compareFields, type FieldChange } from '#core/graph/compare-fields.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import { sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import type { ValueOverlap } from '#core/graph/suggest-renames.ts';
import { findSample } from '../source-sample.ts';
import { openRows, queryCount, type RowStorage } from '../stored-rows.ts';

/** Beyond so many pairs of a field that is gone and a new one, their values are not compared. */
const maxPairs = 200;

/** The sample that a source had before, to compare values with; null where there is none. */
export async function openEarlierSample(storage: RowStorage, pipelineId: string, nodeId: string) {
  const sample = await findSample(pipelineId, nodeId);
  const rows = sample === null ? null : await openRows(storage, sample.blobKey);
  if (sample === null || rows === null) return null;
  return { rows, fields: sample.fields as unknown as readonly Field[] };
}

export interface CompareValuesOptions {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly shape: FoundShape;
  readonly earlier: Awaited<ReturnType<typeof openEarlierSample>>;
  /** Table of the session with the rows that the source has now, by the names that were found. */
  readonly relation: string;
}

/** For fields that are gone and those that are new: of the values that one had, the share that the other has. */
export async function compareValues(
  { session }: RowStorage,
  { settings, shape, earlier, relation }: CompareValuesOptions,
): Promise<ValueOverlap[]> {
  const held = sourceFieldsSchema.safeParse(settings.fields);
  if (earlier === null || !held.success) return [];
  const changes = compareFields(held.data, shape);
  const [gone, added] = [changes.filter(isMissing), changes.filter(isAdded)];
  const kept = new Set(earlier.fields.map(({ name }) => name));
  const pairs = gone.flatMap(({ field }) => (kept.has(field.name) ? added.map(({ found }) => ({ field, found })) : []));
  const overlaps: ValueOverlap[] = [];
  for (const { field, found } of pairs.slice(0, maxPairs)) {
    const before = sql`SELECT DISTINCT CAST(${identifier(field.name)} AS VARCHAR) AS value FROM ${earlier.rows}
      WHERE ${identifier(field.name)} IS NOT NULL`;
    const total = await queryCount(session, sql`SELECT count(*) FROM (${before})`);
    if (total === 0) continue;
    const now = sql`SELECT CAST(${identifier(found.name)} AS VARCHAR) FROM ${identifier(relation)}`;
    const common = await queryCount(session, sql`SELECT count(*) FROM (${before}) WHERE value IN (${now})`);
    overlaps.push({ field: field.name, found: found.name, share: common / total });
  }
  return overlaps;
}

function isMissing(change: FieldChange): change is Extract<FieldChange, { kind: 'missing' }> {
  return change.kind === 'missing';
}

function isAdded(change: FieldChange): change is Extract<FieldChange, { kind: 'added' }> {
  return change.kind === 'added';
}
