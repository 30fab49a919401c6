import type { NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import type { Lower, LowerContext, Lowering } from './lowering.ts';
import { lowerAggregate } from './nodes/aggregate.ts';
import { lowerBuildJson } from './nodes/build-json.ts';
import { lowerClean } from './nodes/clean.ts';
import { lowerCurrency } from './nodes/currency.ts';
import { lowerDeduplicate } from './nodes/deduplicate.ts';
import { lowerEnrich } from './nodes/enrich.ts';
import { lowerExplode } from './nodes/explode.ts';
import { lowerFilter } from './nodes/filter.ts';
import { lowerFlatten } from './nodes/flatten.ts';
import { lowerFormula } from './nodes/formula.ts';
import { lowerJoin } from './nodes/join.ts';
import { lowerLookup } from './nodes/lookup.ts';
import { lowerMerge } from './nodes/merge.ts';
import { lowerParseJson } from './nodes/parse-json.ts';
import { lowerPivot } from './nodes/pivot.ts';
import { lowerProtect } from './nodes/protect.ts';
import { lowerReplace } from './nodes/replace.ts';
import { lowerRoute } from './nodes/route.ts';
import { lowerSample } from './nodes/sample.ts';
import { lowerSelect } from './nodes/select.ts';
import { lowerSort } from './nodes/sort.ts';
import { lowerSplit } from './nodes/split.ts';
import { lowerSql } from './nodes/sql.ts';
import { lowerUnion } from './nodes/union.ts';
import { lowerUnpivot } from './nodes/unpivot.ts';
import { lowerValidate } from './nodes/validate.ts';
import { lowerWindow } from './nodes/window.ts';
import type { PlanInput } from './plan.ts';

const lowerings = {
  filter: lowerFilter,
  select: lowerSelect,
  formula: lowerFormula,
  deduplicate: lowerDeduplicate,
  join: lowerJoin,
  union: lowerUnion,
  aggregate: lowerAggregate,
  sort: lowerSort,
  replace: lowerReplace,
  split: lowerSplit,
  merge: lowerMerge,
  lookup: lowerLookup,
  pivot: lowerPivot,
  unpivot: lowerUnpivot,
  sample: lowerSample,
  window: lowerWindow,
  explode: lowerExplode,
  flatten: lowerFlatten,
  'parse-json': lowerParseJson,
  'build-json': lowerBuildJson,
  sql: lowerSql,
  validate: lowerValidate,
  route: lowerRoute,
  clean: lowerClean,
  protect: lowerProtect,
  currency: lowerCurrency,
  enrich: lowerEnrich,
} satisfies { [Kind in NodeKind]?: Lower<SettingsOf<Kind>> };

export type TransformKind = keyof typeof lowerings;

export function isTransformKind(kind: NodeKind): kind is TransformKind {
  return kind in lowerings;
}

/** Lowers a transform whose settings its definition's schema accepts. */
export function lowerTransform(
  kind: TransformKind,
  settings: Readonly<Record<string, unknown>>,
  inputs: readonly PlanInput[],
  context: LowerContext,
): Lowering {
  const lower = lowerings[kind] as unknown as Lower<Readonly<Record<string, unknown>>>;
  return lower(settings, inputs, context);
}
