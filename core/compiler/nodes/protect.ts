import { trimText } from '#core/formula/total-sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { ProtectedColumn, ProtectSettings } from '#core/graph/nodes/protect.ts';
import { castSql } from '../cast.ts';
import { type CastFailure, rejectFailed } from '../cast-failure.ts';
import { type Lower, type NodeProblem, onlyInput, requireField } from '../lowering.ts';
import { freeName } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { blankAsNull, isNotBlank, keyOf } from '../text-sql.ts';

/**
 * Protected values are computed once, into the stage: encryption gives another answer each time. The `telar_` functions
 * are the engine's, which alone knows the keys; no query ever holds one.
 */
export const lowerProtect: Lower<ProtectSettings> = ({ columns, unreadable }, inputs, { stage }) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const made = columns.flatMap((column, index) => {
    const field = requireField(fields, column.field, `columns.${index}.field`, problems);
    if (field === undefined) return [];
    return [{ column, field, name: identifier(freeName(`#protected_${index}`, fields)) }];
  });
  const all = joinSql([
    ...fields.map(({ name }) => identifier(name)),
    ...made.map(({ column, field, name }) => sql`${protectSql(column, field)} AS ${name}`),
  ]);
  const list = joinSql(
    fields.map((field) => {
      const own = made.find((each) => each.field === field);
      return own === undefined ? identifier(field.name) : sql`${own.name} AS ${identifier(field.name)}`;
    }),
  );
  const failures = made.flatMap(({ column, field, name }): CastFailure[] => {
    if (column.as !== 'decrypt' || unreadable === 'blank') return [];
    const original = identifier(field.name);
    const condition = sql`(${name} IS NULL AND ${isNotBlank(original, field.type)})`;
    return [{ reason: 'decrypt_failed', field: field.name, condition, original }];
  });
  const failed = joinSql(
    failures.map(({ condition }) => condition),
    ' OR ',
  );
  return {
    fields: fields.map((field) =>
      made.some((each) => each.field === field) ? { name: field.name, type: 'text' } : field,
    ),
    stage: sql`SELECT ${all} FROM ${identifier(relation)}`,
    query: sql`SELECT ${list} FROM ${stage}${failures.length === 0 ? sql`` : sql` WHERE NOT (${failed})`}`,
    problems,
    accounting: 'preserves',
    materialize: false,
    ...(failures.length > 0 && { rejects: rejectFailed(failures, fields, sql`FROM ${stage} WHERE ${failed}`) }),
  };
};

/** Blank stays blank, so that what is missing cannot be told from a value that says so. */
function protectSql(column: ProtectedColumn, { name, type }: Field): Sql {
  const own = identifier(name);
  const text = castSql(own, type, 'text') ?? own;
  const value = blankAsNull(text, 'text');
  // As bytes: the driver would leave out a byte order mark at the beginning of a text.
  const bytes = (of: Sql) => sql`encode(${of})`;
  const tidied = 'tidy' in column && column.tidy ? keyOf(text, 'text', true) : value;
  switch (column.as) {
    case 'hash':
      return column.keyed ? sql`telar_hash(${bytes(tidied)})` : sql`sha256(${tidied})`;
    case 'token':
      return sql`telar_token(${bytes(tidied)}, ${column.prefix}::VARCHAR)`;
    case 'encrypt':
      return column.same ? sql`telar_encrypt_same(${bytes(value)})` : sql`telar_encrypt(${bytes(value)})`;
    case 'decrypt':
      return sql`telar_decrypt(${bytes(trimText(text))})`;
    case 'mask':
      return sql`list_transform([${trimText(text)}], lambda v: CASE WHEN v <> '' THEN ${maskSql(column)} END)[1]`;
  }
}

/** Over `v`, which is not blank. What is too short to keep its ends back shows none of them. */
function maskSql({ show, first, last }: Extract<ProtectedColumn, { as: 'mask' }>): Sql {
  if (show === 'all') return sql`'********'`;
  if (show === 'email')
    return sql`CASE WHEN regexp_full_match(v, '[^@\\s]+@[^@\\s]+') THEN left(v, 1) || '***@' || split_part(v, '@', 2) ELSE '********' END`;
  const [start, end] = [BigInt(first), BigInt(last)];
  return sql`CASE WHEN length(v) <= ${start}::BIGINT + ${end}::BIGINT THEN repeat('*', length(v)) ELSE left(v, ${start}::BIGINT) || repeat('*', length(v) - ${start}::BIGINT - ${end}::BIGINT) || right(v, ${end}::BIGINT) END`;
}
