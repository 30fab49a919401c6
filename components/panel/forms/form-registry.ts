import type { ComponentType } from 'react';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import type { NodeFormProps } from '../node-form.ts';

/** The forms of all kinds together are more than the rest of the builder, so each comes when it is needed. */
const loaders = {
  'manual-trigger': () => import('./manual-trigger-form.tsx').then((module) => module.ManualTriggerForm),
  'schedule-trigger': () => import('./schedule-trigger-form.tsx').then((module) => module.ScheduleTriggerForm),
  'webhook-trigger': () => import('./webhook-trigger-form.tsx').then((module) => module.WebhookTriggerForm),
  'sample-source': () => import('./sample-source-form.tsx').then((module) => module.SampleSourceForm),
  'file-source': () => import('./file-source-form.tsx').then((module) => module.FileSourceForm),
  'postgres-source': () => import('./postgres-source-form.tsx').then((module) => module.PostgresSourceForm),
  'mysql-source': () => import('./mysql-source-form.tsx').then((module) => module.MysqlSourceForm),
  'http-source': () => import('./http-source-form.tsx').then((module) => module.HttpSourceForm),
  filter: () => import('./filter-form.tsx').then((module) => module.FilterForm),
  select: () => import('./select-form.tsx').then((module) => module.SelectForm),
  formula: () => import('./formula-form.tsx').then((module) => module.FormulaForm),
  deduplicate: () => import('./deduplicate-form.tsx').then((module) => module.DeduplicateForm),
  join: () => import('./join-form.tsx').then((module) => module.JoinForm),
  union: () => import('./union-form.tsx').then((module) => module.UnionForm),
  aggregate: () => import('./aggregate-form.tsx').then((module) => module.AggregateForm),
  sort: () => import('./sort-form.tsx').then((module) => module.SortForm),
  replace: () => import('./replace-form.tsx').then((module) => module.ReplaceForm),
  split: () => import('./split-form.tsx').then((module) => module.SplitForm),
  merge: () => import('./merge-form.tsx').then((module) => module.MergeForm),
  lookup: () => import('./lookup-form.tsx').then((module) => module.LookupForm),
  pivot: () => import('./pivot-form.tsx').then((module) => module.PivotForm),
  unpivot: () => import('./unpivot-form.tsx').then((module) => module.UnpivotForm),
  sample: () => import('./sample-form.tsx').then((module) => module.SampleForm),
  window: () => import('./window-form.tsx').then((module) => module.WindowForm),
  explode: () => import('./explode-form.tsx').then((module) => module.ExplodeForm),
  flatten: () => import('./flatten-form.tsx').then((module) => module.FlattenForm),
  'parse-json': () => import('./parse-json-form.tsx').then((module) => module.ParseJsonForm),
  'build-json': () => import('./build-json-form.tsx').then((module) => module.BuildJsonForm),
  sql: () => import('./sql-form.tsx').then((module) => module.SqlForm),
  validate: () => import('./validate-form.tsx').then((module) => module.ValidateForm),
  route: () => import('./route-form.tsx').then((module) => module.RouteForm),
  clean: () => import('./clean-form.tsx').then((module) => module.CleanForm),
  protect: () => import('./protect-form.tsx').then((module) => module.ProtectForm),
  currency: () => import('./currency-form.tsx').then((module) => module.CurrencyForm),
  enrich: () => import('./enrich-form.tsx').then((module) => module.EnrichForm),
  'postgres-target': () => import('./postgres-target-form.tsx').then((module) => module.PostgresTargetForm),
  'file-target': () => import('./file-target-form.tsx').then((module) => module.FileTargetForm),
  'http-target': () => import('./http-target-form.tsx').then((module) => module.HttpTargetForm),
  note: () => import('./note-form.tsx').then((module) => module.NoteForm),
} satisfies { [Kind in NodeKind]: () => Promise<ComponentType<NodeFormProps<Kind>>> };

/** A form whose settings are known to fit its kind at run time only. */
export type AnyNodeForm = ComponentType<{
  readonly node: GraphNode;
  readonly settings: Record<string, unknown>;
  readonly change: (part: Record<string, unknown>) => void;
}>;

/** Loads the form of a kind; its settings have been read by the kind's own schema. */
export function loadNodeForm(kind: NodeKind): Promise<AnyNodeForm> {
  return loaders[kind]() as unknown as Promise<AnyNodeForm>;
}
