import type { Field, FieldType } from '#core/graph/field-type.ts';
import { foldName } from '#core/graph/nearest-name.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { compareNames } from './compare-names.ts';
import type { TargetField } from './target-field.ts';

export interface Suggestion {
  readonly column: string;
  readonly field: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** `same`: the names are one. `likely` ones can be taken together, `possible` ones only one by one. */
  readonly kind: 'same' | 'likely' | 'possible';
}

/** Some values of an incoming field as text, where they are known. */
export type SampleValues = (field: string) => readonly string[];

const leastLikely = 0.75;
const leastPossible = 0.45;

/** For each target field without a value the incoming field that fits it best; every field is suggested once. */
export function suggestSources(
  targets: readonly TargetField[],
  fields: readonly Field[],
  mapping: readonly ColumnMapping[],
  valuesOf: SampleValues = () => [],
): Suggestion[] {
  const filled = new Set(mapping.map(({ column }) => column));
  const used = new Set(mapping.map(({ field }) => field));
  const pairs = targets
    .filter(({ name }) => !filled.has(name))
    .flatMap((target) =>
      fields.filter(({ name }) => !used.has(name)).map((field) => judge(target, field, valuesOf(field.name))),
    )
    .filter(({ confidence }) => confidence >= leastPossible)
    .toSorted((a, b) => Number(b.kind === 'same') - Number(a.kind === 'same') || b.confidence - a.confidence);
  const taken = new Set<string>();
  return pairs.filter(({ column, field }) => {
    const [left, right] = [`column ${column}`, `field ${field}`];
    if (taken.has(left) || taken.has(right)) return false;
    taken.add(left).add(right);
    return true;
  });
}

function judge(target: TargetField, field: Field, values: readonly string[]): Suggestion {
  const base = { column: target.name, field: field.name };
  const fit = fitTypes(field.type, target.type);
  if (fit === 0) return { ...base, confidence: 0, kind: 'possible' };
  if (foldName(target.name) === foldName(field.name)) return { ...base, confidence: 1, kind: 'same' };
  const name = compareNames(target.name, field.name);
  const evidence = fitValues(target, values);
  const confidence = Math.max(0, Math.min(0.98, 0.85 * name + 0.13 * fit + evidence));
  return { ...base, confidence, kind: confidence >= leastLikely ? 'likely' : 'possible' };
}

/** 1: no value has to be converted. 0: none could be. */
function fitTypes(from: FieldType, to: FieldType | null): number {
  if (to === null || from === to) return 1;
  if (to === 'text' || (from === 'integer' && (to === 'decimal' || to === 'number'))) return 0.9;
  if (from === 'text' || from === 'json') return 0.5;
  const convertible: Partial<Record<FieldType, readonly FieldType[]>> = {
    decimal: ['integer', 'number'],
    number: ['integer', 'decimal'],
    integer: ['boolean'],
    boolean: ['integer'],
    date: ['datetime'],
    datetime: ['date'],
  };
  return to === 'json' || convertible[from]?.includes(to) === true ? 0.5 : 0;
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const day = /^\d{4}-\d{2}-\d{2}/;
const number = /^[+-]?\d+([.]\d+)?$/;

/** What the values themselves say for or against. */
function fitValues(target: TargetField, values: readonly string[]): number {
  const present = values.map((value) => value.trim()).filter((value) => value !== '');
  if (present.length === 0) return 0;
  const share = (test: (value: string) => boolean) => present.filter(test).length / present.length;
  if (target.values !== null) {
    const known = new Set(target.values.map(foldName));
    return share((value) => known.has(foldName(value))) * 0.4 - 0.05;
  }
  if (compareNames(target.name, 'email') >= 0.9) return share((value) => email.test(value)) > 0.8 ? 0.35 : -0.3;
  if (target.type === 'date' || target.type === 'datetime') return share((value) => day.test(value)) > 0.5 ? 0.1 : -0.2;
  const isNumeric = target.type === 'integer' || target.type === 'decimal' || target.type === 'number';
  if (isNumeric) return share((value) => number.test(value)) > 0.8 ? 0.05 : -0.3;
  return 0;
}
