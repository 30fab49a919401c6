import type { Field } from '#core/graph/field-type.ts';
import type { MergeSettings } from '#core/graph/nodes/merge.ts';
import { castSql } from '../cast.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput, requireFields } from '../lowering.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { blankAsNull } from '../text-sql.ts';

/** The merged column takes the place of the first one that it replaces, else it comes last. */
export const lowerMerge: Lower<MergeSettings> = (settings, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const sources = requireFields(inputFields, settings.fields, 'fields', problems);
  const merged = {
    field: { name: settings.name, type: 'text' } as Field,
    value: mergeSql(sources, settings),
    path: 'name',
  };
  const kept = (field: Field) => ({ field, value: identifier(field.name) });
  const columns = settings.keepSources
    ? [...inputFields.map(kept), merged]
    : inputFields.flatMap((field) => {
        if (field === sources[0]) return [merged];
        return sources.includes(field) ? [] : [kept(field)];
      });
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

function mergeSql(sources: readonly Field[], { separator, skipBlank }: MergeSettings): Sql {
  if (sources.length === 0) return sql`NULL::VARCHAR`;
  const texts = sources.map(({ name, type }) => {
    const column = identifier(name);
    const text = type === 'text' ? blankAsNull(column, 'text') : (castSql(column, type, 'text') ?? column);
    return { text, isBlank: sql`${text} IS NULL` };
  });
  // `concat_ws` passes over what is NULL.
  const values = texts.map(({ text }) => (skipBlank ? text : sql`coalesce(${text}, '')`));
  const joined = sql`concat_ws(${separator}::VARCHAR, ${joinSql(values)})`;
  if (skipBlank) return sql`nullif(${joined}, '')`;
  const allBlank = joinSql(
    texts.map(({ isBlank }) => isBlank),
    ' AND ',
  );
  return sql`CASE WHEN ${allBlank} THEN NULL ELSE ${joined} END`;
}
