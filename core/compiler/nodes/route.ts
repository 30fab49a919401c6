import type { RouteSettings } from '#core/graph/nodes/route.ts';
import { lowerConditions } from '../condition-sql.ts';
import { columnList, type Lower, type NodeProblem, onlyInput } from '../lowering.ts';
import { freeName } from '../row-place.ts';
import { identifier, joinSql, sql } from '../sql.ts';

/** Every row is judged once, in a stage that says its branches; each output picks its own. */
export const lowerRoute: Lower<RouteSettings> = ({ mode, caseSensitive, branches }, inputs, { now, stage }) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const context = { fields, caseSensitive, now, problems };
  const met = branches.map((branch, index) => lowerConditions(branch, context, `branches.${index}.`));
  // Places in the list of branches, the branch of none being their number.
  const choose = joinSql(
    met.map((condition, index) => sql`WHEN ${condition} THEN [${BigInt(index)}]`),
    ' ',
  );
  const all = joinSql(met.map((condition, index) => sql`CASE WHEN ${condition} THEN ${BigInt(index)} END`));
  const none = BigInt(branches.length);
  const places =
    mode === 'first'
      ? sql`CASE ${choose} ELSE [${none}] END`
      : sql`CASE WHEN len(list_filter([${all}], lambda v: v IS NOT NULL)) = 0 THEN [${none}] ELSE [${all}] END`;
  const taken = identifier(freeName('#branches', fields));
  const pick = (index: number) =>
    sql`SELECT ${columnList(fields)} FROM ${stage} WHERE list_contains(${taken}, ${BigInt(index)})`;
  const ports = [...branches.map(({ id }) => id), 'none'];
  const [, ...others] = ports;
  return {
    fields,
    stage: sql`SELECT ${columnList(fields)}, ${branches.length === 0 ? sql`[${none}]` : places} AS ${taken} FROM ${identifier(relation)}`,
    query: pick(0),
    otherOutputs: others.map((port, index) => ({ port, fields, query: pick(index + 1) })),
    problems,
    accounting: mode === 'first' ? 'preserves' : 'reshapes',
    materialize: false,
  };
};
