import type { Field } from '#core/graph/field-type.ts';
import type { BuildJsonSettings } from '#core/graph/nodes/build-json.ts';
import { castSql } from '../cast.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput, requireField } from '../lowering.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';

/** Dates are ISO text in the object, numbers and nested data stay what they are. */
export const lowerBuildJson: Lower<BuildJsonSettings> = (settings, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const members = settings.fields.flatMap(({ field: name, key }, index) => {
    const field = requireField(inputFields, name, `fields.${index}.field`, problems);
    return field === undefined ? [] : [{ key, field }];
  });
  const built = {
    field: { name: settings.name, type: 'json' } as Field,
    value: settings.skipBlank ? objectWithoutBlanks(members) : objectSql(members),
    path: 'name',
  };
  const isSource = (field: Field) => members.some((member) => member.field === field);
  const kept = inputFields.filter((field) => settings.keepSources || !isSource(field));
  const columns = [...kept.map((field) => ({ field, value: identifier(field.name) })), built];
  problems.push(...checkUniqueNames(columns));
  const fields = columns.map(({ field }) => field);
  const list = joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  return {
    fields,
    ...rowWiseQueries(list, sql`FROM ${identifier(relation)}`, fields, inputFields),
    problems,
    accounting: 'preserves',
    materialize: false,
  };
};

interface Member {
  readonly key: string;
  readonly field: Field;
}

function objectSql(members: readonly Member[]): Sql {
  return sql`json_object(${joinSql(members.map(({ key, field }) => sql`${key}::VARCHAR, ${memberValue(field)}`))})`;
}

/** The engine has no object without its blanks, so the text of one is put together. */
function objectWithoutBlanks(members: readonly Member[]): Sql {
  const entries = members.map(({ key, field }) => {
    const json = sql`CAST(to_json(${memberValue(field)}) AS VARCHAR)`;
    const isThere = isNotBlank(identifier(field.name), field.type);
    return sql`CASE WHEN ${isThere} THEN concat(${`${JSON.stringify(key)}:`}::VARCHAR, ${json}) END`;
  });
  return sql`CAST(concat('{', concat_ws(',', ${joinSql(entries)}), '}') AS JSON)`;
}

function memberValue({ name, type }: Field): Sql {
  const column = identifier(name);
  return type === 'datetime' ? (castSql(column, type, 'text') ?? column) : column;
}
