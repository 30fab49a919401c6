import type { Field } from '#core/graph/field-type.ts';
import type { SplitSettings } from '#core/graph/nodes/split.ts';
import { checkUniqueNames, columnList, type Lower, type NodeProblem, onlyInput, requireText } from '../lowering.ts';
import { freeName, rowWiseQueriesOver } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank, trimBare, trimOrBlank } from '../text-sql.ts';

/** New columns stand where the text was cut; the list of parts is computed once for all of them. */
export const lowerSplit: Lower<SplitSettings> = (settings, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const source = requireText(inputFields, settings.field, 'field', problems);
  const from = sql`FROM ${identifier(relation)}`;
  if (settings.into === 'rows') return lowerRows(settings, inputFields, from, source, problems);
  const parts = identifier(freeName('parts', inputFields));
  const made = source === undefined ? [] : splitColumns(settings, parts);
  const columns = inputFields.flatMap((field) => {
    const kept = { field, value: identifier(field.name) };
    if (field !== source) return [kept];
    return settings.keepSource ? [kept, ...made] : made;
  });
  problems.push(...checkUniqueNames(columns));
  const fields = columns.map(({ field }) => field);
  const list = joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  const withParts = sql`${columnList(inputFields)}, ${listParts(settings, identifier(settings.field))} AS ${parts}`;
  return {
    fields,
    ...rowWiseQueriesOver(list, withParts, from, fields, inputFields),
    problems,
    accounting: 'preserves',
    materialize: false,
  };
};

function lowerRows(
  { positionName, ...cut }: SplitSettings,
  inputFields: readonly Field[],
  from: Sql,
  source: Field | undefined,
  problems: NodeProblem[],
) {
  const position: Field = { name: positionName, type: 'integer' };
  const fields = positionName === '' ? inputFields : [...inputFields, position];
  if (positionName !== '')
    problems.push(
      ...checkUniqueNames([...inputFields.map((field) => ({ field })), { field: position, path: 'positionName' }]),
    );
  const column = identifier(cut.field);
  const parts = identifier(freeName('parts', inputFields));
  const bare = sql`list_transform(${listParts(cut, column)}, lambda part: trim(part))`;
  const rows = sql`SELECT ${columnList(inputFields)}, list_filter(${bare}, lambda part: ${isNotBlank(sql`part`, 'text')}) AS ${parts} ${from}`;
  // A row without parts stays, with a blank value.
  const list = inputFields.map((field) =>
    field === source
      ? sql`unnest(CASE WHEN len(${parts}) > 0 THEN ${parts} ELSE [NULL] END) AS ${column}`
      : identifier(field.name),
  );
  const numbers = sql`unnest(range(1, greatest(coalesce(len(${parts}), 0), 1) + 1)) AS ${identifier(positionName)}`;
  const unnested = sql`SELECT ${joinSql(positionName === '' ? list : [...list, numbers])} FROM (${rows})`;
  const trimmed = fields.map(({ name }) =>
    name === cut.field ? sql`${trimBare(column)} AS ${column}` : identifier(name),
  );
  return {
    fields,
    query: sql`SELECT ${joinSql(trimmed)} FROM (${unnested})`,
    problems,
    accounting: 'reshapes',
    materialize: false,
  } as const;
}

type Cut = Pick<SplitSettings, 'by' | 'delimiter' | 'pattern' | 'positions'>;

function splitColumns({ names, keepRest, by, delimiter }: SplitSettings, parts: Sql) {
  return names.map((name, index) => {
    const isRest = keepRest && by === 'delimiter' && index === names.length - 1;
    const place = BigInt(index + 1);
    const part = isRest
      ? sql`array_to_string(${parts}[${place}::BIGINT:], ${delimiter}::VARCHAR)`
      : sql`${parts}[${place}::BIGINT]`;
    return {
      field: { name, type: 'text' } as Field,
      value: trimOrBlank(part),
      path: `names.${index}`,
    };
  });
}

function listParts({ by, delimiter, pattern, positions }: Cut, column: Sql): Sql {
  if (by === 'delimiter') return sql`string_split(${column}, ${delimiter}::VARCHAR)`;
  if (by === 'pattern') return sql`regexp_split_to_array(${column}, ${pattern}::VARCHAR)`;
  const starts = [0, ...positions];
  const pieces = starts.map((start, index) => {
    const end = positions[index];
    const from = sql`substring(${column}, ${BigInt(start + 1)}::BIGINT`;
    return end === undefined ? sql`${from})` : sql`${from}, ${BigInt(end - start)}::BIGINT)`;
  });
  return sql`[${joinSql(pieces)}]`;
}
