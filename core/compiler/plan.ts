import type { Field } from '#core/graph/field-type.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import type { Problem } from '#core/graph/problem.ts';
import type { Sql } from './sql.ts';

/** A graph as the engine runs it: steps in topological order, each naming the relations it reads. */
export interface Plan {
  readonly steps: readonly PlanStep[];
}

export type PlanStep = SourceStep | TransformStep | TargetStep;

interface StepBase {
  readonly nodeId: string;
  readonly name: string;
  readonly kind: NodeKind;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Rows come from outside; the engine creates `relation` from a scan, a sample or an empty typed table. */
export interface SourceStep extends StepBase {
  readonly role: 'source';
  readonly relation: string;
  readonly port: string;
  readonly fields: readonly Field[];
}

/** A SELECT over the relations in `inputs`. */
export interface TransformStep extends StepBase {
  readonly role: 'transform';
  readonly inputs: readonly PlanInput[];
  /** Rows computed once and stored, for queries of the step that all read them. */
  readonly stage?: PlanStage;
  readonly outputs: readonly PlanOutput[];
  /** SELECT of rows the step refuses, with columns `reason, field, value, record, rule` (record is JSON text). */
  readonly rejects?: Sql;
  readonly checks?: StepChecks;
  /** SELECT of rows `code, count, total` that are worth telling after a preview or a run; a count of 0 is not. */
  readonly notices?: Sql;
  readonly accounting: Accounting;
  /** Whether the queries read `rowid` of their input, the place of a row in input order. */
  readonly readsPlaces?: boolean;
  /** Whether the output is worth storing: blocking operators and outputs read more than once. */
  readonly materialize: boolean;
}

export interface TargetStep extends StepBase {
  readonly role: 'target';
  readonly input: PlanInput;
  /** Of the rows as they go to the target. */
  readonly fields: readonly Field[];
  /** What makes those rows of the ones that come in; absent where they go as they are. */
  readonly mapped?: MappedRows;
}

/** Queries that read the rows of the input as `mappedInput`. */
export interface MappedRows {
  readonly query: Sql;
  /** SELECT of the rows that cannot be mapped, with columns `reason, field, value, record`; null: every row can. */
  readonly refusals: Sql | null;
}

export interface PlanInput {
  readonly port: string;
  readonly edgeId: string;
  readonly nodeId: string;
  readonly fromPort: string;
  readonly relation: string;
  readonly fields: readonly Field[];
  /** Rows of this input are looked at, not passed on. */
  readonly consulted?: boolean;
}

export interface PlanOutput {
  readonly port: string;
  readonly relation: string;
  readonly query: Sql;
  /** Row-wise steps: `query` with the `rowid` of the one input passed on, for readers of places. */
  readonly placedQuery?: Sql;
  readonly fields: readonly Field[];
  /** Rows that the step refuses, passed on as well: they count as rejected, not as out. */
  readonly ofRejects?: boolean;
}

/** Measures that a run takes of a step's rows and judges by the rules in the step's settings. */
export interface StepChecks {
  /** SELECT of one row with a column per measure, in order: a number, a list of numbers, or NULL. */
  readonly query: Sql;
  readonly measures: readonly Measure[];
  /** Whether a rule may stop the run, so that nothing must be written before. */
  readonly mayStop: boolean;
}

export interface Measure {
  /** Place of the rule in the settings. */
  readonly rule: number;
  readonly field: string;
  readonly metric: string;
}

export interface PlanStage {
  readonly relation: string;
  readonly query: Sql;
}

/**
 * How input and output counts relate, checked after every run.
 * `in` counts the rows of every input that is not consulted only; `out` those of every output together.
 * `preserves`: in = out + rejected. `filters`: in = out + filtered + rejected. `reshapes`: no fixed relation.
 */
export type Accounting = 'preserves' | 'filters' | 'reshapes';

export interface CompileContext {
  /** The instant that TODAY and NOW mean, ISO 8601 with offset. */
  readonly now: string;
}

export interface CompileResult {
  /** Steps of every node that compiled; nodes downstream of a broken one are left out. */
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  /** Output fields per node and port, as far as they are known. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, readonly Field[]>>>>;
}
