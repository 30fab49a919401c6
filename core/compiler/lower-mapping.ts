import { compileFormula } from '#core/formula/compile-formula.ts';
import type { Field, FieldType } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { castSql, isTotalCast } from './cast.ts';
import { type CastFailure, rejectFailed } from './cast-failure.ts';
import { duckDbTypeSql } from './duckdb-type.ts';
import { formulaProblem } from './formula-problem.ts';
import { type NodeProblem, requireField } from './lowering.ts';
import type { CompileContext, MappedRows } from './plan.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';
import { isNotBlank } from './text-sql.ts';

/** The name by which the queries of `MappedRows` call the rows of the input. */
export const mappedInput = '#rows';

/** `wide`: rows keep all their fields and the target picks; `exact`: they become what the mapping names, in its order. */
export type MappedShape = 'wide' | 'exact';

export interface LoweredMapping {
  readonly problems: readonly NodeProblem[];
  /** Null where the rows go as they are. */
  readonly mapped: MappedRows | null;
  readonly fields: readonly Field[];
  /** From the fields of the mapped rows to the target. */
  readonly mapping: readonly ColumnMapping[];
}

/** One column of the mapped rows. */
export interface MappedCell {
  /** Under which the mapped rows have it. */
  readonly field: Field;
  readonly value: Sql;
  /** As a person who repairs a refused row sees it: with the target's names for values, before it is converted. */
  readonly shown: Sql;
  readonly failures: readonly CastFailure[];
  /** What the entry starts from, as text. */
  readonly source: Sql;
}

/**
 * Lowers a mapping over the fields that come in. A field that fills one column is changed in its place, so that a row
 * which the target refuses is recorded as it came but for the target's own names of values.
 */
export function lowerMapping(
  mapping: readonly ColumnMapping[],
  inputs: readonly Field[],
  shape: MappedShape,
  { now }: CompileContext,
): LoweredMapping {
  const problems: NodeProblem[] = [];
  const cells = lowerCells(mapping, inputs, shape, { now }, problems);
  const known = cells.flatMap((cell) => cell ?? []);
  const columns = shape === 'exact' ? known : spread(known, inputs);
  const fields = columns.map(({ field }) => field);
  const isPlain = shape === 'wide' && !mapping.some(isChanged);
  const next = mapping.map((entry, index) => asPlain(entry, cells[index]?.field.name ?? entry.field));
  const mapped = isPlain ? null : select(columns, shape === 'exact' ? fields : inputs);
  return { problems, fields: isPlain ? inputs : fields, mapping: next, mapped };
}

/** What each entry of a mapping becomes; null for one that has a problem. */
export function lowerCells(
  mapping: readonly ColumnMapping[],
  inputs: readonly Field[],
  shape: MappedShape,
  { now }: CompileContext,
  problems: NodeProblem[],
): (MappedCell | null)[] {
  const taken = new Set(inputs.map(({ name }) => name.toLowerCase()));
  return mapping.map((entry, index): MappedCell | null => {
    const source = readSource(entry, index, inputs, { now }, problems);
    if (source === null) return null;
    const isAlone = mapping.filter(({ field }) => field === entry.field).length === 1;
    const staysInPlace = shape === 'wide' && entry.field !== '' && (isAlone || !isChanged(entry));
    const name = shape === 'exact' ? entry.column : staysInPlace ? entry.field : freeName(entry.column, taken);
    return mapCell(entry, index, name, source, problems);
  });
}

/** Whether the value is anything else than that of its field. */
function isChanged({ formula, fixed, cast, values = [] }: ColumnMapping): boolean {
  return formula !== undefined || fixed !== undefined || cast !== undefined || values.length > 0;
}

interface Source {
  readonly value: Sql;
  readonly type: FieldType;
}

function readSource(
  { field, formula, fixed }: ColumnMapping,
  index: number,
  inputs: readonly Field[],
  { now }: CompileContext,
  problems: NodeProblem[],
): Source | null {
  if (fixed !== undefined) return { value: sql`CAST(${fixed} AS VARCHAR)`, type: 'text' };
  if (formula === undefined) {
    const found = requireField(inputs, field, `mapping.${index}.field`, problems);
    return found === undefined ? null : { value: identifier(field), type: found.type };
  }
  if (formula.trim() === '') return null;
  const compiled = compileFormula(formula, inputs, { now });
  if (!('error' in compiled)) return { value: compiled.sql, type: compiled.type };
  problems.push(formulaProblem(compiled.error, `mapping.${index}.formula`));
  return null;
}

function mapCell(
  entry: ColumnMapping,
  index: number,
  name: string,
  source: Source,
  problems: NodeProblem[],
): MappedCell {
  const called = callValues(entry, name, source);
  const type = entry.cast ?? called.type;
  const value = castSql(called.value, called.type, type);
  const { failures } = called;
  const text = castSql(source.value, source.type, 'text') ?? source.value;
  if (value === null) {
    const params = { field: name, from: called.type, to: type };
    problems.push({ code: 'cast_impossible', params, field: `mapping.${index}.cast`, severity: 'error' });
    return { field: { name, type }, value: called.value, shown: called.value, failures, source: text };
  }
  const cell = { field: { name, type }, value, shown: called.value, failures, source: text };
  if (isTotalCast(called.type, type)) return cell;
  const condition = sql`${value} IS NULL AND ${isNotBlank(called.value, called.type)}`;
  const failure: CastFailure = { reason: 'cast_failed', field: name, condition, original: called.value };
  return { ...cell, failures: [...failures, failure] };
}

/** What values are called in the target; they become text where it is said what that is converted to. */
function callValues({ values = [], otherwise = 'keep', cast }: ColumnMapping, name: string, source: Source) {
  if (values.length === 0) return { ...source, failures: [] };
  const text = castSql(source.value, source.type, 'text') ?? source.value;
  const type = cast === undefined ? source.type : 'text';
  const asType = (value: Sql) => (type === 'text' ? value : sql`TRY_CAST(${value} AS ${duckDbTypeSql(type)})`);
  const cases = values.map(({ from, to }) => sql`WHEN ${from} THEN ${to === '' ? sql`NULL` : asType(sql`${to}`)}`);
  const kept = type === source.type ? source.value : text;
  const value = sql`CASE ${text} ${joinSql(cases, ' ')} ELSE ${otherwise === 'blank' ? sql`NULL` : kept} END`;
  if (otherwise !== 'reject') return { value, type, failures: [] };
  const names = joinSql(values.map(({ from }) => sql`${from}`));
  const condition = sql`${isNotBlank(source.value, source.type)} AND ${text} NOT IN (${names})`;
  const failure: CastFailure = { reason: 'value_unmapped', field: name, condition, original: source.value };
  return { value, type, failures: [failure] };
}

/** All fields, those that are mapped in place changed, and the new ones behind them. */
function spread(cells: readonly MappedCell[], inputs: readonly Field[]): MappedCell[] {
  const kept = inputs.map((field): MappedCell => {
    const value = identifier(field.name);
    return (
      cells.find((cell) => cell.field.name === field.name) ?? {
        field,
        value,
        shown: value,
        failures: [],
        source: value,
      }
    );
  });
  return [...kept, ...cells.filter(({ field }) => !inputs.some(({ name }) => name === field.name))];
}

/** `recorded`: the fields of a row that is set aside. */
function select(columns: readonly MappedCell[], recorded: readonly Field[]): MappedRows {
  const list = joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  const from = sql`FROM ${identifier(mappedInput)}`;
  const failures = columns.flatMap((cell) => cell.failures);
  if (failures.length === 0) return { query: sql`SELECT ${list} ${from}`, refusals: null };
  const failed = joinSql(
    failures.map(({ condition }) => sql`(${condition})`),
    ' OR ',
  );
  const record = joinSql(
    recorded.map(({ name }) => {
      const cell = columns.find(({ field }) => field.name === name);
      return sql`${identifier(name)} := ${cell?.shown ?? identifier(name)}`;
    }),
  );
  return {
    query: sql`SELECT ${list} ${from} WHERE NOT coalesce(${failed}, false)`,
    refusals: rejectFailed(
      failures,
      recorded,
      sql`${from} WHERE coalesce(${failed}, false)`,
      sql`CAST(to_json(struct_pack(${record})) AS VARCHAR)`,
    ),
  };
}

function asPlain({ column, policy }: ColumnMapping, field: string): ColumnMapping {
  return { field, column, ...(policy !== undefined && { policy }) };
}

/** The engine compares names whatever their case. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted} ${number}`;
  taken.add(name.toLowerCase());
  return name;
}
