import type { Field } from '#core/graph/field-type.ts';
import type { JoinSettings } from '#core/graph/nodes/join.ts';
import { compareKeys } from '../join-keys.ts';
import type { Lower, NodeProblem } from '../lowering.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';

const joinWords: Record<JoinSettings['type'], Sql> = {
  inner: sql`INNER JOIN`,
  left: sql`LEFT JOIN`,
  right: sql`RIGHT JOIN`,
  full: sql`FULL JOIN`,
  anti: sql`ANTI JOIN`,
};

/** Columns of the left, then of the right; blank keys are NULL and so equal nothing. */
export const lowerJoin: Lower<JoinSettings> = ({ type, keys, suffix }, inputs) => {
  const [left, right] = inputs;
  if (left === undefined || right === undefined) throw new Error('Lowered without its inputs');
  const problems: NodeProblem[] = [];
  const on = compareKeys(keys, left.fields, right.fields, problems).map((key) => sql`${key.left} = ${key.right}`);
  const added = type === 'anti' ? [] : nameRightFields(left.fields, right.fields, suffix);
  const list = joinSql([
    ...left.fields.map(({ name }) => sql`l.${identifier(name)}`),
    ...added.map(({ source, field }) =>
      source === field.name ? sql`r.${identifier(source)}` : sql`r.${identifier(source)} AS ${identifier(field.name)}`,
    ),
  ]);
  return {
    fields: [...left.fields, ...added.map(({ field }) => field)],
    query: sql`SELECT ${list} FROM ${identifier(left.relation)} AS l ${joinWords[type]} ${identifier(right.relation)} AS r ON ${joinSql(on, ' AND ')}`,
    problems,
    accounting: 'reshapes',
    materialize: true,
  };
};

/** Right columns under names of their own: the suffix is added until the name is free. */
function nameRightFields(left: readonly Field[], right: readonly Field[], suffix: string) {
  const taken = new Set(left.map(({ name }) => name.toLowerCase()));
  const rightNames = new Set(right.map(({ name }) => name.toLowerCase()));
  return right.map(({ name, type }) => {
    let free = name;
    while (taken.has(free.toLowerCase()) || (free !== name && rightNames.has(free.toLowerCase()))) free += suffix;
    taken.add(free.toLowerCase());
    return { source: name, field: { name: free, type } };
  });
}
