import type { Field } from '#core/graph/field-type.ts';
import type { JoinSettings } from '#core/graph/nodes/join.ts';
import { type ComparedKey, compareKeys } from '../join-keys.ts';
import type { Lower, NodeProblem } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
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
  const compared = compareKeys(keys, left.fields, right.fields, problems);
  const on = compared.map((key) => sql`${key.left} = ${key.right}`);
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
    ...(type !== 'anti' && compared.length > 0 && { notices: countRepeated(type, compared, left, right) }),
  };
};

/** Keys that occur more than once on the side that is matched, whose rows repeat those of the other. */
function countRepeated(
  type: JoinSettings['type'],
  compared: readonly ComparedKey[],
  left: PlanInput,
  right: PlanInput,
): Sql {
  const isLeft = type === 'right';
  const keys = compared.map((key) => (isLeft ? key.left : key.right));
  const there = joinSql(
    keys.map((key) => sql`${key} IS NOT NULL`),
    ' AND ',
  );
  const rows = isLeft ? sql`${identifier(left.relation)} AS l` : sql`${identifier(right.relation)} AS r`;
  const code = isLeft ? sql`'join_left_repeated'` : sql`'join_right_repeated'`;
  return sql`SELECT ${code} AS code, count(*) FILTER (WHERE n > 1) AS count, count(*) AS total FROM (SELECT count(*) AS n FROM ${rows} WHERE ${there} GROUP BY ${joinSql(keys)})`;
}

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
