import type { Plan, PlanInput, TransformStep } from './plan.ts';
import { numberRows, rowId } from './row-place.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';

interface Relation {
  readonly query: Sql;
  readonly placedQuery?: Sql;
  readonly reads: readonly Pick<PlanInput, 'relation'>[];
  readonly readsPlaces: boolean;
}

/**
 * A SELECT of one relation of the plan. Source relations are tables already, as are those named in `stored`;
 * every other relation on the way becomes a NOT MATERIALIZED CTE.
 */
export function composeQuery(plan: Plan, relation: string, stored: ReadonlySet<string>): Sql {
  const relations = listRelations(plan, stored);
  const wanted = relations.get(relation);
  return wanted === undefined ? sql`SELECT * FROM ${identifier(relation)}` : withUpstream(wanted, relations);
}

/** The rows that a transform refuses, with columns `reason, field, value, record` and perhaps `rule`; null when it refuses none. */
export function composeRejects(plan: Plan, step: TransformStep, stored: ReadonlySet<string>): Sql | null {
  if (step.rejects === undefined) return null;
  return composeStepQuery(plan, step, step.rejects, stored);
}

/** A query of a transform over its inputs and its stage. */
export function composeStepQuery(plan: Plan, step: TransformStep, query: Sql, stored: ReadonlySet<string>): Sql {
  return withUpstream({ query, ...readsOf(step), readsPlaces: false }, listRelations(plan, stored));
}

function readsOf({ inputs, stage }: TransformStep): Pick<Relation, 'reads'> {
  return { reads: stage === undefined ? inputs : [...inputs, stage] };
}

/** What a run stores of a transform, in order: its stage, and its outputs where they are worth it. */
export function listStoredRelations({ stage, outputs, materialize }: TransformStep): string[] {
  return [...(stage ? [stage.relation] : []), ...(materialize ? outputs.map(({ relation }) => relation) : [])];
}

/** Relations that are not tables, by name. */
function listRelations(plan: Plan, stored: ReadonlySet<string>): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const step of plan.steps) {
    if (step.role !== 'transform') continue;
    const { inputs: reads, stage, readsPlaces = false } = step;
    if (stage !== undefined && !stored.has(stage.relation))
      relations.set(stage.relation, { query: stage.query, reads, readsPlaces });
    for (const { relation, query, placedQuery } of step.outputs)
      if (!stored.has(relation))
        relations.set(relation, {
          query,
          ...readsOf(step),
          readsPlaces: readsPlaces && stage === undefined,
          ...(placedQuery && { placedQuery }),
        });
  }
  return relations;
}

function withUpstream(wanted: Relation, relations: ReadonlyMap<string, Relation>): Sql {
  const needed: string[] = [];
  const placed = new Set<string>();
  const visit = ({ reads, readsPlaces, placedQuery }: Relation, passesPlaces: boolean) => {
    for (const { relation } of reads) {
      const upstream = relations.get(relation);
      if (upstream === undefined) continue;
      const isAsked = readsPlaces || (passesPlaces && placedQuery !== undefined);
      const isNews = isAsked && !placed.has(relation);
      if (isNews) placed.add(relation);
      if (isNews || !needed.includes(relation)) visit(upstream, placed.has(relation));
      if (!needed.includes(relation)) needed.push(relation);
    }
  };
  visit(wanted, false);
  if (needed.length === 0) return wanted.query;
  const expressions = needed.map((name) => {
    const query = relations.get(name);
    const select = query === undefined ? sql`` : placed.has(name) ? withPlaces(query) : query.query;
    return sql`${identifier(name)} AS NOT MATERIALIZED (${select})`;
  });
  return sql`WITH ${joinSql(expressions)} ${wanted.query}`;
}

function withPlaces({ query, placedQuery }: Relation): Sql {
  return placedQuery ?? numberRows(sql`(${query})`, rowId);
}
