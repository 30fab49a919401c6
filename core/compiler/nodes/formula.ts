import { compileFormula } from '#core/formula/compile-formula.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { FormulaSettings } from '#core/graph/nodes/formula.ts';
import { formulaProblem } from '../formula-problem.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput } from '../lowering.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';

interface Column {
  readonly field: Field;
  readonly value: Sql;
  readonly path?: string;
}

/** Replaced columns keep their place, new ones come last in the listed order. */
export const lowerFormula: Lower<FormulaSettings> = (settings, inputs, { now }) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const computed = settings.columns.flatMap(({ name, formula }, index): Column[] => {
    if (name === '' || formula.trim() === '') return [];
    const result = compileFormula(formula, inputFields, { now });
    if ('error' in result) {
      problems.push(formulaProblem(result.error, `columns.${index}.formula`));
      return [];
    }
    return [{ field: { name, type: result.type }, value: result.sql, path: `columns.${index}.name` }];
  });
  const columns = [
    ...inputFields.map(
      (field): Column =>
        computed.find((column) => column.field.name === field.name) ?? {
          field,
          value: identifier(field.name),
        },
    ),
    ...computed.filter(({ field }) => !inputFields.some(({ name }) => name === field.name)),
  ];
  const fields = columns.map(({ field }) => field);
  problems.push(...checkUniqueNames(columns));
  const list = joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  return {
    fields,
    ...rowWiseQueries(list, sql`FROM ${identifier(relation)}`, fields, inputFields),
    problems,
    accounting: 'preserves',
    materialize: false,
  };
};
