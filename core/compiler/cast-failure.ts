import type { Field } from '#core/graph/field-type.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';

/** A conversion that may fail on a row. */
export interface CastFailure {
  /** Code of the sentence that tells why the row is set aside. */
  readonly reason:
    | 'cast_failed'
    | 'value_unmapped'
    | 'json_invalid'
    | 'clean_failed'
    | 'decrypt_failed'
    | 'rate_missing'
    | 'amount_too_large';
  /** The column that could not be made. */
  readonly field: string;
  /** TRUE where it fails. */
  readonly condition: Sql;
  /** The value it fails on. */
  readonly original: Sql;
}

/** SELECT of rows to set aside, each once, for the first failure that it has; `fromWhere` gives the rows that have one. */
export function rejectFailed(
  failures: readonly CastFailure[],
  fields: readonly Field[],
  fromWhere: Sql,
  record = recordSql(fields),
): Sql {
  const pick = (choose: (failure: CastFailure) => Sql) => {
    const branches = failures.map((failure) => sql`WHEN ${failure.condition} THEN ${choose(failure)}`);
    return sql`CASE ${joinSql(branches, ' ')} END`;
  };
  const reasons = new Set(failures.map(({ reason }) => reason));
  const [only] = reasons.size === 1 ? reasons : [];
  const reason = only === undefined ? pick((failure) => sql`${failure.reason}`) : sql`${only}`;
  const field = pick((failure) => sql`${failure.field}`);
  const value = pick((failure) => sql`CAST(${failure.original} AS VARCHAR)`);
  return sql`SELECT CAST(${reason} AS VARCHAR) AS reason, ${field} AS field, ${value} AS value, ${record} AS record ${fromWhere}`;
}

/** A row as JSON text, as it was before the step. */
export function recordSql(fields: readonly Field[]): Sql {
  const members = fields.map(({ name }) => sql`${identifier(name)} := ${identifier(name)}`);
  return sql`CAST(to_json(struct_pack(${joinSql(members)})) AS VARCHAR)`;
}
