import type { FilterSettings } from '#core/graph/nodes/filter.ts';
import { lowerConditions } from '../condition-sql.ts';
import { columnList, type Lower, type NodeProblem, onlyInput } from '../lowering.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, sql } from '../sql.ts';

/** Keeps rows; what is NULL or FALSE, `WHERE` drops. */
export const lowerFilter: Lower<FilterSettings> = ({ caseSensitive, ...group }, inputs, { now }) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const where = lowerConditions(group, { fields, caseSensitive, now, problems });
  return {
    fields,
    ...rowWiseQueries(columnList(fields), sql`FROM ${identifier(relation)} WHERE ${where}`, fields, fields),
    problems,
    accounting: 'filters',
    materialize: false,
  };
};
