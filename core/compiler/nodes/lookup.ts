import type { Field, FieldType } from '#core/graph/field-type.ts';
import type { LookupSettings } from '#core/graph/nodes/lookup.ts';
import { recordSql } from '../cast-failure.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import { type ComparedKey, compareKeys } from '../join-keys.ts';
import { readLiteral } from '../literal.ts';
import { checkUniqueNames, type Lower, type NodeProblem, requireField } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { hasRowIdField, placeRows } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { blankAsNull } from '../text-sql.ts';

interface Found {
  readonly source: Field;
  readonly field: Field;
  /** Value where nothing is found, of the type of the field. */
  readonly otherwise: Sql | null;
  readonly path: string;
}

/** The list is reduced to one row per key first, so that no row is repeated whatever the list holds. */
export const lowerLookup: Lower<LookupSettings> = (settings, inputs) => {
  const [rows, list] = inputs;
  if (rows === undefined || list === undefined) throw new Error('Lowered without its inputs');
  const problems: NodeProblem[] = [];
  const keys = compareKeys(settings.keys, rows.fields, list.fields, problems);
  const found = findColumns(settings.columns, list.fields, problems);
  const mark = settings.foundName === '' ? [] : [{ name: settings.foundName, type: 'boolean' as const }];
  const fields = [...rows.fields, ...found.map(({ field }) => field), ...mark];
  problems.push(
    ...checkUniqueNames([
      ...rows.fields.map((field) => ({ field })),
      ...found,
      ...mark.map((field) => ({ field, path: 'foundName' })),
    ]),
  );
  const on = joinSql(
    keys.map(({ left }, index) => sql`${left} = r.${keyName(index)}`),
    ' AND ',
  );
  const isFound = sql`r.${keyName(0)} IS NOT NULL`;
  const columns = joinSql([
    ...rows.fields.map(({ name }) => sql`l.${identifier(name)}`),
    ...found.map(({ field, otherwise }, index) => {
      const value = sql`r.${valueName(index)}`;
      const given = otherwise === null ? value : sql`CASE WHEN ${isFound} THEN ${value} ELSE ${otherwise} END`;
      return sql`${given} AS ${identifier(field.name)}`;
    }),
    ...mark.map(({ name }) => sql`${isFound} AS ${identifier(name)}`),
  ]);
  const matches = oneRowPerKey(list, keys, found, settings.match);
  const left = sql`${identifier(rows.relation)} AS l`;
  const rejects = settings.missing === 'reject';
  return {
    fields,
    query: sql`SELECT ${columns} FROM ${left} ${rejects ? sql`INNER` : sql`LEFT`} JOIN (${matches}) AS r ON ${on}`,
    problems,
    accounting: 'preserves',
    materialize: true,
    readsPlaces: !hasRowIdField(list.fields) && !hasRowIdField(rows.fields),
    ...(rejects
      ? { rejects: rejectMissing(settings, rows, left, sql`(${matches}) AS r ON ${on}`) }
      : {
          notices: sql`SELECT 'lookup_unmatched' AS code, count(*) FILTER (WHERE NOT (${isFound})) AS count, count(*) AS total FROM ${left} LEFT JOIN (${matches}) AS r ON ${on}`,
        }),
  };
};

function keyName(index: number): Sql {
  return identifier(`key ${index}`);
}

function valueName(index: number): Sql {
  return identifier(`value ${index}`);
}

function findColumns(columns: LookupSettings['columns'], fields: readonly Field[], problems: NodeProblem[]): Found[] {
  return columns.flatMap(({ field: wanted, name, otherwise }, index) => {
    const source = requireField(fields, wanted, `columns.${index}.field`, problems);
    if (source === undefined || name === '') return [];
    const value = readOtherwise(otherwise, source, `columns.${index}.otherwise`, problems);
    return [{ source, field: { name, type: source.type }, otherwise: value, path: `columns.${index}.name` }];
  });
}

function readOtherwise(text: string, { name, type }: Field, path: string, problems: NodeProblem[]): Sql | null {
  if (text === '') return null;
  const literal = readLiteral(text, type);
  if (literal !== null && isWhole(text, type)) return sql`CAST(${literal.sql} AS ${duckDbTypeSql(type)})`;
  problems.push({
    code: 'value_type_mismatch',
    params: { value: text, field: name, type },
    field: path,
    severity: 'error',
  });
  return null;
}

/** A literal may be finer than a whole number, which it is only compared with elsewhere. */
function isWhole(text: string, type: FieldType): boolean {
  return type !== 'integer' || /^[+-]?\d+$/.test(text.trim());
}

function oneRowPerKey(
  list: PlanInput,
  keys: readonly ComparedKey[],
  found: readonly Found[],
  match: LookupSettings['match'],
): Sql {
  const hidden = hasRowIdField(list.fields);
  const { rows, place } = placeRows(list.relation, list.fields);
  const own = hidden ? place : sql`r.rowid`;
  const values = found.map(({ source }, index) => {
    const value = sql`r.${identifier(source.name)}`;
    // The plain form passes over blanks, the other takes the value of the first row whatever it is.
    const chosen =
      match === 'any' ? sql`arg_min(${blankAsNull(value, source.type)}, ${own})` : sql`arg_min_null(${value}, ${own})`;
    return sql`${chosen} AS ${valueName(index)}`;
  });
  const names = keys.map(({ right }, index) => sql`${right} AS ${keyName(index)}`);
  const there = keys.map(({ right }) => sql`${right} IS NOT NULL`);
  const groups = joinSql(keys.map((_, index) => ({ parts: [{ text: String(index + 1) }] })));
  return sql`SELECT ${joinSql([...names, ...values])} FROM ${rows} AS r WHERE ${joinSql(there, ' AND ')} GROUP BY ${groups}`;
}

function rejectMissing({ keys }: LookupSettings, rows: PlanInput, left: Sql, matches: Sql): Sql {
  const key = identifier(keys[0]?.left ?? '');
  const missing = sql`SELECT l.* FROM ${left} ANTI JOIN ${matches}`;
  return sql`SELECT 'lookup_missing' AS reason, ${keys[0]?.left ?? ''}::VARCHAR AS field, CAST(${key} AS VARCHAR) AS value, ${recordSql(rows.fields)} AS record FROM (${missing})`;
}
