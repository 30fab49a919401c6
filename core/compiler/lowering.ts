import type { Field } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import type { Problem } from '#core/graph/problem.ts';
import type { Accounting, CompileContext, PlanInput, PlanOutput, StepChecks } from './plan.ts';
import { identifier, joinSql, type Sql } from './sql.ts';

/** A problem of the node being lowered; the compiler adds the node's id. */
export type NodeProblem = Omit<Problem, 'nodeId' | 'edgeId'>;

/** What a transform becomes. With an error among `problems`, `fields` still say what follows, and nothing runs. */
export interface Lowering {
  readonly fields: readonly Field[];
  /** SELECT with exactly `fields`, each of the DuckDB type of its field type. Never starts with WITH. */
  readonly query: Sql;
  readonly problems: readonly NodeProblem[];
  readonly accounting: Accounting;
  /** Whether the operator holds many rows at once, so that its result is worth storing. */
  readonly materialize: boolean;
  /** SELECT of what every other query of the node reads as `context.stage`; computed once and stored. */
  readonly stage?: Sql;
  /** What comes out of the ports after the first. */
  readonly otherOutputs?: readonly Omit<PlanOutput, 'relation'>[];
  readonly rejects?: Sql;
  readonly checks?: StepChecks;
  readonly notices?: Sql;
  readonly placedQuery?: Sql;
  readonly readsPlaces?: boolean;
}

export interface LowerContext extends CompileContext {
  /** The name of the node's stage, for nodes that have one. */
  readonly stage: Sql;
}

/** Lowers one node over its inputs, which are in port order. Pure; tolerates incomplete settings. */
export type Lower<Settings> = (settings: Settings, inputs: readonly PlanInput[], context: LowerContext) => Lowering;

/** The only input of a node with one port. */
export function onlyInput(inputs: readonly PlanInput[]): PlanInput {
  const [input] = inputs;
  if (input === undefined) throw new Error('Lowered without its input');
  return input;
}

/** The field of that name; else a problem at `path`, but for empty names, which the definition's check reports. */
export function requireField(
  fields: readonly Field[],
  name: string,
  path: string,
  problems: NodeProblem[],
): Field | undefined {
  const field = fields.find((candidate) => candidate.name === name);
  if (field !== undefined || name === '') return field;
  const names = fields.map((candidate) => candidate.name);
  const suggestion = nearestName(name, names);
  problems.push({
    code: 'field_unknown',
    params: { field: name, suggestion: suggestion ?? 'none' },
    field: path,
    severity: 'error',
    ...(suggestion !== undefined && { suggestion }),
  });
  return undefined;
}

/** `requireField` for a list of names at `<path>.<index>`. */
export function requireFields(
  fields: readonly Field[],
  names: readonly string[],
  path: string,
  problems: NodeProblem[],
): Field[] {
  return names.flatMap((name, index) => requireField(fields, name, `${path}.${index}`, problems) ?? []);
}

/** `requireField` for a column that must hold text. */
export function requireText(
  fields: readonly Field[],
  name: string,
  path: string,
  problems: NodeProblem[],
): Field | undefined {
  const field = requireField(fields, name, path, problems);
  if (field === undefined || field.type === 'text') return field;
  const params = { field: name, type: field.type };
  problems.push({ code: 'field_not_text', params, field: path, severity: 'error' });
  return undefined;
}

/** Quoted names, comma separated. */
export function columnList(fields: readonly Field[]): Sql {
  return joinSql(fields.map((field) => identifier(field.name)));
}

/**
 * Names are unique in a relation whatever their case, because the engine compares them so. The problem is placed at
 * the setting that gives the name (`path`), which fields taken over from the input do not have.
 */
export function checkUniqueNames(columns: readonly { field: Field; path?: string }[]): NodeProblem[] {
  const taken = new Set(columns.filter(({ path }) => path === undefined).map(({ field }) => field.name.toLowerCase()));
  return columns.flatMap(({ field: { name }, path }) => {
    if (path === undefined) return [];
    const isRepeated = taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    if (!isRepeated) return [];
    return [{ code: 'field_name_repeated', params: { name }, field: path, severity: 'error' as const }];
  });
}
