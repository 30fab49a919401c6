import type { NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import type { Lower, LowerContext, Lowering } from './lowering.ts';
import { lowerAggregate } from './nodes/aggregate.ts';
import { lowerDeduplicate } from './nodes/deduplicate.ts';
import { lowerFilter } from './nodes/filter.ts';
import { lowerFormula } from './nodes/formula.ts';
import { lowerJoin } from './nodes/join.ts';
import { lowerSelect } from './nodes/select.ts';
import { lowerSort } from './nodes/sort.ts';
import { lowerUnion } from './nodes/union.ts';
import type { PlanInput } from './plan.ts';

export type TransformKind = 'filter' | 'select' | 'formula' | 'deduplicate' | 'join' | 'union' | 'aggregate' | 'sort';

const lowerings = {
  filter: lowerFilter,
  select: lowerSelect,
  formula: lowerFormula,
  deduplicate: lowerDeduplicate,
  join: lowerJoin,
  union: lowerUnion,
  aggregate: lowerAggregate,
  sort: lowerSort,
} satisfies { [Kind in TransformKind]: Lower<SettingsOf<Kind>> };

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
