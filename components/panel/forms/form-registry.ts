import type { ComponentType } from 'react';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import type { NodeFormProps } from '../node-form.ts';
import { AggregateForm } from './aggregate-form.tsx';
import { DeduplicateForm } from './deduplicate-form.tsx';
import { FileSourceForm } from './file-source-form.tsx';
import { FileTargetForm } from './file-target-form.tsx';
import { FilterForm } from './filter-form.tsx';
import { FormulaForm } from './formula-form.tsx';
import { HttpSourceForm } from './http-source-form.tsx';
import { HttpTargetForm } from './http-target-form.tsx';
import { JoinForm } from './join-form.tsx';
import { ManualTriggerForm } from './manual-trigger-form.tsx';
import { NoteForm } from './note-form.tsx';
import { PostgresSourceForm } from './postgres-source-form.tsx';
import { PostgresTargetForm } from './postgres-target-form.tsx';
import { RouteForm } from './route-form.tsx';
import { SampleSourceForm } from './sample-source-form.tsx';
import { ScheduleTriggerForm } from './schedule-trigger-form.tsx';
import { SelectForm } from './select-form.tsx';
import { SortForm } from './sort-form.tsx';
import { UnionForm } from './union-form.tsx';
import { ValidateForm } from './validate-form.tsx';
import { WebhookTriggerForm } from './webhook-trigger-form.tsx';

const forms = {
  'manual-trigger': ManualTriggerForm,
  'schedule-trigger': ScheduleTriggerForm,
  'webhook-trigger': WebhookTriggerForm,
  'sample-source': SampleSourceForm,
  'file-source': FileSourceForm,
  'postgres-source': PostgresSourceForm,
  'http-source': HttpSourceForm,
  filter: FilterForm,
  select: SelectForm,
  formula: FormulaForm,
  deduplicate: DeduplicateForm,
  join: JoinForm,
  union: UnionForm,
  aggregate: AggregateForm,
  sort: SortForm,
  validate: ValidateForm,
  route: RouteForm,
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
