import type { Comparison, ConnectorContext } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import { jsonPointer } from '#core/compiler/json-pointer.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import type { Field } from '#core/graph/field-type.ts';
import { columnMappingSchema, matchesByKey, type WriteMode } from '#core/graph/nodes/target-write.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { queryCount, queryValue } from '../stored-rows.ts';
import { rowSumSql } from './row-sum.ts';

export interface ComparedRows {
  readonly session: EngineSession;
  readonly context: ConnectorContext<Record<string, unknown>>;
  readonly kind: string;
  readonly fields: readonly Field[];
  /** A table of the rows in the order they were sent. */
  readonly table: Sql;
  /** What the target refused of them, as `reason` and `record`; null: nothing. */
  readonly rejected: Sql | null;
  readonly isWhole: boolean;
}

/** Compares rows that a run sent, less those the target refused, with what the target holds. Throws `compare_not_possible` (409). */
export async function compareRows({ session, context, kind, fields, ...rows }: ComparedRows): Promise<Comparison> {
  const compare = targetConnectors[kind as keyof typeof targetConnectors]?.compare;
  if (compare === undefined) throw new TelarError('compare_not_possible', { status: 409 });
  const keys = findKeyFields(context.settings, fields);
  const expected = keys.length === 0 ? sql`SELECT * FROM ${rows.table}` : composeExpected(keys, rows);
  const names = joinSql(fields.map(({ name }) => identifier(name)));
  const found = await compare({
    ...context,
    fields,
    isWhole: rows.isWhole,
    exportRows: (format, path) =>
      exportRelation(session, renderSql(sql`SELECT ${names} FROM (${expected})`), format, path),
    sumRows: async (summed) => String(await queryValue(session, rowSumSql(summed, expected))),
  });
  if (keys.length > 0 || rows.rejected === null) return found;
  // Without a key nobody can say which of the rows were refused, only how many.
  const refused = await queryCount(session, sql`SELECT count(*) FROM ${rows.rejected}`);
  return { ...found, missing: Math.max(0, found.missing - refused), ...(refused > 0 && { sums: null }) };
}

/** Of several rows with one key the last counts; one that was refused is not expected at all. */
function composeExpected(keys: readonly Field[], { table, rejected }: Pick<ComparedRows, 'table' | 'rejected'>): Sql {
  const names = keys.map(({ name }) => identifier(name));
  const present = joinSql(
    names.map((name) => sql`${name} IS NOT NULL`),
    ' AND ',
  );
  const same = keys.map(
    ({ name }) =>
      sql`json_extract_string(refused.record, ${jsonPointer([name])}) = CAST(sent.${identifier(name)} AS VARCHAR)`,
  );
  const accepted =
    rejected === null
      ? sql`true`
      : sql`NOT EXISTS (SELECT 1 FROM ${rejected} AS refused WHERE reason <> 'key_duplicate' AND ${joinSql(same, ' AND ')})`;
  return sql`SELECT * FROM ${table} AS sent WHERE ${present} AND ${accepted}
    QUALIFY row_number() OVER (PARTITION BY ${joinSql(names)} ORDER BY rowid DESC) = 1`;
}

function findKeyFields({ mode, keys, mapping }: Record<string, unknown>, fields: readonly Field[]): Field[] {
  if (!matchesByKey(mode as WriteMode) || !Array.isArray(keys)) return [];
  const pairs = columnMappingSchema.array().safeParse(mapping);
  return (keys as string[]).flatMap((key) => {
    const name = (pairs.success ? pairs.data.find(({ column }) => column === key)?.field : undefined) ?? key;
    return fields.find((field) => field.name === name) ?? [];
  });
}
