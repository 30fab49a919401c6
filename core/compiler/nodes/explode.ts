import type { Field } from '#core/graph/field-type.ts';
import type { ExplodeSettings } from '#core/graph/nodes/explode.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput, requireField } from '../lowering.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { checkJsonField } from './json-columns.ts';

/** Rows of one list follow each other in its order. */
export const lowerExplode: Lower<ExplodeSettings> = (settings, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const source = checkJsonField(requireField(inputFields, settings.field, 'field', problems), 'field', problems);
  const entry: Field = { name: settings.name || settings.field, type: settings.type };
  const isReplaced = settings.name === '' || settings.name === settings.field;
  const list = source === undefined ? sql`NULL` : listSql(identifier(source.name), settings.keepEmpty);
  const json = sql`unnest(${list})`;
  const columns = [
    ...inputFields.map((field) =>
      isReplaced && field === source ? { field: entry, value: json } : { field, value: identifier(field.name) },
    ),
    ...(isReplaced ? [] : [{ field: entry, value: json, path: 'name' }]),
    ...(settings.positionName === '' ? [] : [positionColumn(settings.positionName, list)]),
  ];
  problems.push(...checkUniqueNames(columns));
  const fields = columns.map(({ field }) => field);
  const rows = sql`SELECT ${joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`))} FROM ${identifier(relation)}`;
  return { fields, query: finish(rows, fields, entry), problems, accounting: 'reshapes', materialize: false };
};

function positionColumn(name: string, list: Sql) {
  const value = sql`unnest(range(1, len(${list}) + 1))`;
  return { field: { name, type: 'integer' } as Field, value, path: 'positionName' };
}

/** The value as a list of JSON; of a missing or empty one a list of one blank when its row is to stay. */
function listSql(value: Sql, keepEmpty: boolean): Sql {
  const nothing = keepEmpty ? sql`[NULL::JSON]` : sql`[]::JSON[]`;
  return sql`CASE json_type(${value}) WHEN 'ARRAY' THEN CASE WHEN json_array_length(${value}) > 0 THEN CAST(${value} AS JSON[]) ELSE ${nothing} END WHEN 'NULL' THEN ${nothing} ELSE CASE WHEN ${value} IS NULL THEN ${nothing} ELSE [${value}] END END`;
}

/** JSON null is a blank, and text is taken out of its quotes. */
function finish(rows: Sql, fields: readonly Field[], entry: Field): Sql {
  const columns = fields.map((field) => {
    const column = identifier(field.name);
    if (field !== entry) return column;
    return entry.type === 'text' ? sql`${column} ->> '$' AS ${column}` : sql`nullif(${column}, 'null') AS ${column}`;
  });
  return sql`SELECT ${joinSql(columns)} FROM (${rows})`;
}
