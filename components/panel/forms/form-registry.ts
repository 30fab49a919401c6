import type { ComponentType } from 'react';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import type { NodeFormProps } from '../node-form.ts';
import { AggregateForm } from './aggregate-form.tsx';
import { BuildJsonForm } from './build-json-form.tsx';
import { CleanForm } from './clean-form.tsx';
import { CurrencyForm } from './currency-form.tsx';
import { DeduplicateForm } from './deduplicate-form.tsx';
import { EnrichForm } from './enrich-form.tsx';
import { ExplodeForm } from './explode-form.tsx';
import { FileSourceForm } from './file-source-form.tsx';
import { FileTargetForm } from './file-target-form.tsx';
import { FilterForm } from './filter-form.tsx';
import { FlattenForm } from './flatten-form.tsx';
import { FormulaForm } from './formula-form.tsx';
import { HttpSourceForm } from './http-source-form.tsx';
import { HttpTargetForm } from './http-target-form.tsx';
import { JoinForm } from './join-form.tsx';
import { LookupForm } from './lookup-form.tsx';
import { ManualTriggerForm } from './manual-trigger-form.tsx';
import { MergeForm } from './merge-form.tsx';
import { MysqlSourceForm } from './mysql-source-form.tsx';
import { NoteForm } from './note-form.tsx';
import { ParseJsonForm } from './parse-json-form.tsx';
import { PivotForm } from './pivot-form.tsx';
import { PostgresSourceForm } from './postgres-source-form.tsx';
import { PostgresTargetForm } from './postgres-target-form.tsx';
import { ProtectForm } from './protect-form.tsx';
import { ReplaceForm } from './replace-form.tsx';
import { RouteForm } from './route-form.tsx';
import { SampleForm } from './sample-form.tsx';
import { SampleSourceForm } from './sample-source-form.tsx';
import { ScheduleTriggerForm } from './schedule-trigger-form.tsx';
import { SelectForm } from './select-form.tsx';
import { SortForm } from './sort-form.tsx';
import { SplitForm } from './split-form.tsx';
import { SqlForm } from './sql-form.tsx';
import { UnionForm } from './union-form.tsx';
import { UnpivotForm } from './unpivot-form.tsx';
import { ValidateForm } from './validate-form.tsx';
import { WebhookTriggerForm } from './webhook-trigger-form.tsx';
import { WindowForm } from './window-form.tsx';

const forms = {
  'manual-trigger': ManualTriggerForm,
  'schedule-trigger': ScheduleTriggerForm,
  'webhook-trigger': WebhookTriggerForm,
  'sample-source': SampleSourceForm,
  'file-source': FileSourceForm,
  'postgres-source': PostgresSourceForm,
  'mysql-source': MysqlSourceForm,
  'http-source': HttpSourceForm,
  filter: FilterForm,
  select: SelectForm,
  formula: FormulaForm,
  deduplicate: DeduplicateForm,
  join: JoinForm,
  union: UnionForm,
  aggregate: AggregateForm,
  sort: SortForm,
  replace: ReplaceForm,
  split: SplitForm,
  merge: MergeForm,
  lookup: LookupForm,
  pivot: PivotForm,
  unpivot: UnpivotForm,
  sample: SampleForm,
  window: WindowForm,
  explode: ExplodeForm,
  flatten: FlattenForm,
  'parse-json': ParseJsonForm,
  'build-json': BuildJsonForm,
  sql: SqlForm,
  validate: ValidateForm,
  route: RouteForm,
  clean: CleanForm,
  protect: ProtectForm,
  currency: CurrencyForm,
  enrich: EnrichForm,
  'postgres-target': PostgresTargetForm,
  'file-target': FileTargetForm,
  'http-target': HttpTargetForm,
  note: NoteForm,
} satisfies { [Kind in NodeKind]: ComponentType<NodeFormProps<Kind>> };

/** A form whose settings are known to fit its kind at run time only. */
type AnyNodeForm = ComponentType<{
  readonly node: GraphNode;
  readonly settings: Record<string, unknown>;
  readonly change: (part: Record<string, unknown>) => void;
}>;

/** The form of a kind; its settings have been read by the kind's own schema. */
export function getNodeForm(kind: NodeKind): AnyNodeForm {
  return forms[kind] as unknown as AnyNodeForm;
}
