import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import type {
  FormulaCall,
  FormulaCategory,
  FormulaExample,
  FormulaFunction,
  FormulaParameter,
  NullPolicy,
} from '../formula-function.ts';

/** Arguments by place; optional ones that were left out are NULL. */
type Arguments = readonly [Sql, Sql, Sql];
type Lowering = (args: Arguments, call: FormulaCall) => Sql;
type Example = readonly [formula: string, result: FormulaExample['result']];

/** A short way to define functions of up to three arguments with a fixed result type. The first alias is Spanish. */
export function defineIn(category: FormulaCategory) {
  return (
    name: string,
    aliases: readonly string[],
    parameters: readonly FormulaParameter[],
    result: FieldType,
    lower: Lowering,
    examples: readonly Example[],
    nulls: NullPolicy = 'blank',
  ): FormulaFunction => ({
    name,
    aliases,
    category,
    parameters,
    result,
    nulls,
    lower: ([first = sql`NULL`, second = sql`NULL`, third = sql`NULL`], call) => lower([first, second, third], call),
    examples: examples.map(([formula, exampleResult]) => ({ formula, result: exampleResult })),
  });
}
