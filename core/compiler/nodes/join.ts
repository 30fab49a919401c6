import { type Field, isNumericType } from '#core/graph/field-type.ts';
import type { JoinSettings } from '#core/graph/nodes/join.ts';
import { type Lower, type NodeProblem, requireField } from '../lowering.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { keyOf } from '../text-sql.ts';

const joinWords: Record<JoinSettings['type'], Sql> = {
  inner: sql`INNER JOIN`,
  left: sql`LEFT JOIN`,
  right: sql`RIGHT JOIN`,
  full: sql`FULL JOIN`,
  anti: sql`ANTI JOIN`,
};

/** Columns of the left, then of the right; blank keys are NULL and so equal nothing. */
export const lowerJoin: Lower<JoinSettings> = ({ type, keys, ignoreCase, suffix }, inputs) => {
  const [left, right] = inputs;
  if (left === undefined || right === undefined) throw new Error('Lowered without its inputs');
  const problems: NodeProblem[] = [];
  const on = keys.flatMap((key, index) => {
    const leftField = requireField(left.fields, key.left, `keys.${index}.left`, problems);
    const rightField = requireField(right.fields, key.right, `keys.${index}.right`, problems);
    if (leftField === undefined || rightField === undefined) return [];
    if (!areComparable(leftField, rightField)) {
      const params = { left: key.left, leftType: leftField.type, right: key.right, rightType: rightField.type };
      problems.push({ code: 'join_key_type_mismatch', params, field: `keys.${index}`, severity: 'error' });
    }
    const leftKey = keyOf(sql`l.${identifier(key.left)}`, leftField.type, ignoreCase);
    const rightKey = keyOf(sql`r.${identifier(key.right)}`, rightField.type, ignoreCase);
    return [sql`${leftKey} = ${rightKey}`];
  });
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

function areComparable(left: Field, right: Field): boolean {
  return left.type === right.type || (isNumericType(left.type) && isNumericType(right.type));
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
