import type { Plan, PlanInput, TransformStep } from './plan.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';

interface Relation {
  readonly query: Sql;
  readonly reads: readonly PlanInput[];
}

/**
 * A SELECT of one relation of the plan. Source relations are tables already, as are those named in `stored`;
 * every other relation on the way becomes a NOT MATERIALIZED CTE.
 */
export function composeQuery(plan: Plan, relation: string, stored: ReadonlySet<string>): Sql {
  const relations = listRelations(plan);
  const wanted = stored.has(relation) ? undefined : relations.get(relation);
  if (wanted === undefined) return sql`SELECT * FROM ${identifier(relation)}`;
  return withUpstream(wanted, relations, stored);
}

/** The rows that a transform refuses, with columns `reason, field, value, record`; null when it refuses none. */
export function composeRejects(plan: Plan, step: TransformStep, stored: ReadonlySet<string>): Sql | null {
  if (step.rejects === undefined) return null;
  return withUpstream({ query: step.rejects, reads: step.inputs }, listRelations(plan), stored);
}

function listRelations(plan: Plan): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const step of plan.steps) {
    if (step.role !== 'transform') continue;
    for (const { relation, query } of step.outputs) relations.set(relation, { query, reads: step.inputs });
  }
  return relations;
}

function withUpstream(wanted: Relation, relations: ReadonlyMap<string, Relation>, stored: ReadonlySet<string>): Sql {
  const needed = new Set<string>();
  const visit = ({ reads }: Relation) => {
    for (const { relation } of reads) {
      const upstream = stored.has(relation) ? undefined : relations.get(relation);
      if (upstream === undefined || needed.has(relation)) continue;
      visit(upstream);
      needed.add(relation);
    }
  };
  visit(wanted);
  if (needed.size === 0) return wanted.query;
  const expressions = [...needed].map((relation) => {
    const query = relations.get(relation)?.query ?? sql``;
    return sql`${identifier(relation)} AS NOT MATERIALIZED (${query})`;
  });
  return sql`WITH ${joinSql(expressions)} ${wanted.query}`;
}
