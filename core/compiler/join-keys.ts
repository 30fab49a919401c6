import { trimText } from '#core/formula/total-sql.ts';
import { type Field, isNumericType } from '#core/graph/field-type.ts';
import type { JoinKey, KeyComparison } from '#core/graph/nodes/join-key.ts';
import { castSql } from './cast.ts';
import { type NodeProblem, requireField } from './lowering.ts';
import { identifier, type Sql, sql } from './sql.ts';
import { keyOf } from './text-sql.ts';

/** Both sides of a pair as they are compared; NULL when blank, and so equal to nothing. */
export interface ComparedKey {
  readonly left: Sql;
  readonly right: Sql;
}

/** The keys of two inputs, whose rows are called `l` and `r`. Pairs that have a problem are left out. */
export function compareKeys(
  keys: readonly JoinKey[],
  left: readonly Field[],
  right: readonly Field[],
  problems: NodeProblem[],
): ComparedKey[] {
  return keys.flatMap((key, index) => {
    const leftField = requireField(left, key.left, `keys.${index}.left`, problems);
    const rightField = requireField(right, key.right, `keys.${index}.right`, problems);
    if (leftField === undefined || rightField === undefined) return [];
    if (!areComparable(leftField, rightField, key.compare)) {
      const params = { left: key.left, leftType: leftField.type, right: key.right, rightType: rightField.type };
      problems.push({ code: 'join_key_type_mismatch', params, field: `keys.${index}`, severity: 'error' });
    }
    return [
      {
        left: comparedSql(sql`l.${identifier(key.left)}`, leftField.type, key.compare),
        right: comparedSql(sql`r.${identifier(key.right)}`, rightField.type, key.compare),
      },
    ];
  });
}

function areComparable(left: Field, right: Field, compare: KeyComparison): boolean {
  if (left.type === right.type || (isNumericType(left.type) && isNumericType(right.type))) return true;
  return compare === 'digits' && holdsDigits(left) && holdsDigits(right);
}

function holdsDigits({ type }: Field): boolean {
  return type === 'text' || type === 'integer';
}

function comparedSql(value: Sql, type: Field['type'], compare: KeyComparison): Sql {
  if (compare === 'digits' && (type === 'text' || type === 'integer')) {
    const text = castSql(value, type, 'text') ?? value;
    return sql`nullif(regexp_replace(${text}, '[^0-9]+', '', 'g'), '')`;
  }
  if (compare === 'trim' && type === 'text') return sql`nullif(${trimText(value)}, '')`;
  return keyOf(value, type, compare === 'text');
}
