import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { castTo } from './cast-to.ts';
import type { FormulaNode } from './formula-node.ts';

/** A checked part of a formula; `blank` is the literal BLANK, which fits every type. */
export interface TypedValue {
  readonly node: FormulaNode;
  readonly sql: Sql;
  readonly type: FieldType | 'blank';
}

/** The SQL of a value that is, or is safely brought to, the given type. */
export function sqlAs(value: TypedValue, type: FieldType): Sql {
  if (value.type === type) return value.sql;
  if (value.type === 'blank') return sql`CAST(NULL AS ${duckDbTypeSql(type)})`;
  return castTo(value.sql, type);
}

const widening: readonly (readonly FieldType[])[] = [
  ['integer', 'decimal', 'number'],
  ['date', 'datetime'],
];

/** The narrowest type that holds both, or undefined when none does without a conversion the user should see. */
export function commonType(left: TypedValue['type'], right: TypedValue['type']): TypedValue['type'] | undefined {
  if (left === right || right === 'blank') return left;
  if (left === 'blank') return right;
  const chain = widening.find((types) => types.includes(left) && types.includes(right));
  return chain?.[Math.max(chain.indexOf(left), chain.indexOf(right))];
}
