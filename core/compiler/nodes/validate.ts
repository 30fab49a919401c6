import type { Field } from '#core/graph/field-type.ts';
import type { ValidateSettings } from '#core/graph/nodes/validate.ts';
import { isDataRule, type RowRule, type ValidationRule } from '#core/graph/validation-rule.ts';
import { columnList, type Lower, type NodeProblem, requireField, requireFields } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { freeName, hasRowIdField, placeRows } from '../row-place.ts';
import { lowerFix, lowerRowRule, type RuleContext, type SingleRowRule } from '../row-rule.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { keyOf } from '../text-sql.ts';
import { lowerChecks } from '../validation-checks.ts';

/** A rule that has been lowered: its place in the settings and the columns of the stage that tell of it. */
export interface JudgedRule {
  readonly index: number;
  readonly rule: RowRule;
  /** Whether the row breaks it, after mending. */
  readonly broken: Sql;
  /** Whether it has changed the row's value. */
  readonly mended?: Sql;
}

/**
 * The stage judges every row once. Rules that look at one row come first, in order, each seeing what those before it have
 * mended; then `unique` ones, among the rows that are not rejected yet. The first rule that rejects a row is its reason.
 */
export const lowerValidate: Lower<ValidateSettings> = ({ rules }, inputs, { stage }) => {
  const input = inputs.find(({ port }) => port === 'rows');
  if (input === undefined) throw new Error('Lowered without its input');
  const reference = inputs.find(({ port }) => port === 'reference');
  const needsPlaces = rules.some(({ check }) => check === 'unique');
  const judge = new RowJudge(input, reference, needsPlaces);
  rules.forEach((rule, index) => {
    if (!isDataRule(rule) && rule.check !== 'unique') judge.judgeRow(rule, index);
  });
  rules.forEach((rule, index) => {
    if (rule.check === 'unique') judge.judgeUnique(rule, index);
  });
  const { fields } = input;
  const { judged, problems } = judge;
  const fault = identifier(freeName('#fault', fields));
  const rejecting = judged.filter(isRejecting).toSorted((left, right) => left.index - right.index);
  const pick = (choose: (rule: JudgedRule) => Sql) =>
    caseOf(rejecting.map((each) => sql`WHEN ${fault} = ${BigInt(each.index)} THEN ${choose(each)}`));
  const reason = pick(({ rule }) => sql`${`rule_${rule.check}`}`);
  const field = pick(({ rule }) => sql`${rule.field}`);
  const original = judge.originals();
  const value = pick(({ rule }) => sql`CAST(${original.get(rule.field) ?? identifier(rule.field)} AS VARCHAR)`);
  const originalOf = ({ name }: Field) => original.get(name) ?? identifier(name);
  const record = joinSql(fields.map((each) => sql`${identifier(each.name)} := ${originalOf(each)}`));
  const refused = sql`FROM ${stage} WHERE ${fault} IS NOT NULL`;
  const added = nameAdded(fields);
  const rejected = joinSql([
    ...fields.map((each) => sql`${originalOf(each)} AS ${identifier(each.name)}`),
    sql`CAST(${pick(({ rule }) => sql`${rule.check}`)} AS VARCHAR) AS ${identifier(added.reason)}`,
    sql`CAST(${field} AS VARCHAR) AS ${identifier(added.field)}`,
    sql`CAST(${fault} + 1 AS BIGINT) AS ${identifier(added.rule)}`,
  ]);
  const faultSql = caseOf(rejecting.map(({ broken, index }) => sql`WHEN ${broken} THEN ${BigInt(index)}`));
  const checks = lowerChecks(rules, judged, fields, stage, problems);
  return {
    fields,
    stage: sql`SELECT *, CAST(${faultSql} AS BIGINT) AS ${fault} FROM (${judge.rows()})`,
    query: sql`SELECT ${columnList(fields)} FROM ${stage} WHERE ${fault} IS NULL`,
    otherOutputs: [
      {
        port: 'rejected',
        fields: [
          ...fields,
          { name: added.reason, type: 'text' },
          { name: added.field, type: 'text' },
          { name: added.rule, type: 'integer' },
        ],
        query: sql`SELECT ${rejected} ${refused}`,
        ofRejects: true,
      },
    ],
    problems,
    accounting: 'preserves',
    materialize: false,
    ...(rejecting.length > 0 && {
      rejects: sql`SELECT CAST(${reason} AS VARCHAR) AS reason, CAST(${field} AS VARCHAR) AS field, CAST(${value} AS VARCHAR) AS value, CAST(to_json(struct_pack(${record})) AS VARCHAR) AS record, CAST(${fault} + 1 AS VARCHAR) AS rule ${refused}`,
    }),
    ...(checks && { checks }),
    readsPlaces: needsPlaces && !hasRowIdField(fields),
  };
};

function isRejecting({ rule }: JudgedRule): boolean {
  return rule.action === 'reject' || rule.action === 'trim';
}

function caseOf(branches: readonly Sql[]): Sql {
  return branches.length === 0 ? sql`NULL` : sql`CASE ${joinSql(branches, ' ')} END`;
}

function nameAdded(fields: readonly Field[]) {
  const name = (wanted: string) => freeName(wanted, fields);
  return { reason: name('rejected_reason'), field: name('rejected_field'), rule: name('rejected_rule') };
}

/** Builds the rows with a column per rule, one layer of SELECT upon the other. */
class RowJudge {
  readonly judged: JudgedRule[] = [];
  readonly problems: NodeProblem[] = [];
  private readonly input: PlanInput;
  private readonly reference: PlanInput | undefined;
  private readonly mended = new Map<string, Sql>();
  private readonly place: Sql;
  /** Columns besides the fields, as far as `from` has them. */
  private carried: Sql[] = [];
  private pending: Sql[] = [];
  private from: Sql;

  constructor(input: PlanInput, reference: PlanInput | undefined, needsPlaces: boolean) {
    this.input = input;
    this.reference = reference;
    this.place = identifier(freeName('#place', input.fields));
    this.from = identifier(input.relation);
    if (!needsPlaces) return;
    const { rows, place } = placeRows(input.relation, input.fields);
    this.from = sql`(SELECT ${columnList(input.fields)}, ${place} AS ${this.place} FROM ${rows})`;
    this.carried.push(this.place);
  }

  judgeRow(rule: SingleRowRule, index: number): void {
    const context = this.contextOf(index);
    const field = requireField(this.input.fields, rule.field, `${context.path}.field`, this.problems);
    if (field === undefined) return;
    const condition = lowerRowRule(rule, field, context);
    const fix = lowerFix(rule, field, context);
    if (condition === null) return;
    const broken = this.column(`#broken_${index}`);
    if (fix === null) {
      this.pending.push(sql`${condition} AS ${broken}`);
      this.judged.push({ index, rule, broken });
      return;
    }
    const tried = this.column(`#mended_${index}`);
    this.pending.push(sql`${condition} AS ${tried}`);
    this.mend(field, sql`CASE WHEN ${condition} THEN ${fix} ELSE ${identifier(field.name)} END`);
    if (rule.action !== 'trim') {
      this.judged.push({ index, rule, broken: sql`FALSE`, mended: tried });
      return;
    }
    this.pending.push(sql`${condition} AS ${broken}`);
    this.judged.push({ index, rule, broken, mended: sql`(${tried} AND NOT ${broken})` });
  }

  judgeUnique(rule: Extract<ValidationRule, { check: 'unique' }>, index: number): void {
    const { path } = this.contextOf(index);
    const first = requireField(this.input.fields, rule.field, `${path}.field`, this.problems);
    const others = requireFields(this.input.fields, rule.fields, `${path}.fields`, this.problems);
    if (first === undefined) return;
    const keys = [first, ...others].map(({ name, type }) => keyOf(identifier(name), type, rule.ignoreCase));
    const refused = this.judged.filter(isRejecting).map(({ broken }) => broken);
    const counts = joinSql(
      [...keys.map((key) => sql`${key} IS NOT NULL`), ...refused.map((each) => sql`NOT ${each}`)],
      ' AND ',
    );
    const rows = identifier('#rows');
    const broken = this.column(`#broken_${index}`);
    const firsts = sql`SELECT min(${this.place}) FROM ${rows} WHERE ${counts} GROUP BY ${joinSql(keys)}`;
    const condition = sql`(${counts} AND ${this.place} NOT IN (${firsts}))`;
    this.flush();
    this.from = sql`(WITH ${rows} AS MATERIALIZED (SELECT * FROM ${this.from}) SELECT *, ${condition} AS ${broken} FROM ${rows})`;
    this.carried.push(broken);
    this.judged.push({ index, rule, broken });
  }

  /** The value as it came, for fields that rules may have changed. */
  originals(): ReadonlyMap<string, Sql> {
    return this.mended;
  }

  rows(): Sql {
    this.flush();
    return sql`SELECT * FROM ${this.from}`;
  }

  private contextOf(index: number): RuleContext {
    const { problems, reference } = this;
    return { fields: this.input.fields, reference, problems, path: `rules.${index}` };
  }

  private column(name: string): Sql {
    return identifier(freeName(name, this.input.fields));
  }

  private mend(field: Field, value: Sql): void {
    if (!this.mended.has(field.name)) {
      const original = this.column(`#original_${this.mended.size}`);
      this.mended.set(field.name, original);
      this.pending.push(sql`${identifier(field.name)} AS ${original}`);
    }
    this.flush(new Map([[field.name, value]]));
  }

  /** Puts what is pending into a layer, with some fields replaced. */
  private flush(replaced: ReadonlyMap<string, Sql> = new Map()): void {
    if (this.pending.length === 0 && replaced.size === 0) return;
    const fields = this.input.fields.map(({ name }) => {
      const value = replaced.get(name);
      return value === undefined ? identifier(name) : sql`${value} AS ${identifier(name)}`;
    });
    this.from = sql`(SELECT ${joinSql([...fields, ...this.carried, ...this.pending])} FROM ${this.from})`;
    const named = this.pending.map(({ parts }) => ({ parts: parts.slice(-1) }));
    this.carried.push(...named);
    this.pending = [];
  }
}
