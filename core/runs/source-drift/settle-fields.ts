import { nameNewField } from '#core/graph/apply-change.ts';
import { compareFields, type FieldChange } from '#core/graph/compare-fields.ts';
import type { FoundField, FoundShape } from '#core/graph/found-shape.ts';
import { policyOf, type SourceDrift } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { suggestRenames } from '#core/graph/suggest-renames.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { StepWarning } from '../save-step.ts';

export interface SettledFields {
  /** The fields that the run reads. */
  readonly fields: SourceField[];
  /** What is to be told on the run. */
  readonly warnings: readonly StepWarning[];
}

export interface SettleOptions {
  readonly held: readonly SourceField[];
  readonly found: FoundShape;
  readonly drift: SourceDrift;
  /** Whether something after the source, or the source itself, asks for the field. */
  readonly isUsed: (field: SourceField) => boolean;
  /** Whether a new field was there when the source was last looked at: that was told before. */
  readonly isToldOf: (found: FoundField) => boolean;
}

/** What a run reads of a source that differs from what the pipeline knows. Throws where that is to stop the run. */
export function settleFields({ held, found, drift, isUsed, isToldOf }: SettleOptions): SettledFields {
  const changes = compareFields(held, found, drift.ignored);
  refuse(changes, drift, isUsed);
  const warnings: StepWarning[] = [];
  const warn = (code: string, field: string) => warnings.push({ code, params: { field } });
  const missing = new Set<SourceField>();
  const retyped = new Map<SourceField, FoundField>();
  for (const change of changes) {
    if (change.kind === 'missing') {
      missing.add(change.field);
      if (isUsed(change.field)) warn('drift_missing_blank', change.field.name);
    }
    if (change.kind === 'retyped') {
      // A type that somebody chose stays: they did not want the source's before either.
      const isTaken = policyOf(change.field, drift).shape === 'evolve' && change.field.found === undefined;
      if (isTaken) retyped.set(change.field, change.found);
      warn(isTaken ? 'drift_type_taken' : 'drift_type_kept', change.field.name);
    }
  }
  const fields = held.map((field) => {
    const type = retyped.get(field);
    if (missing.has(field)) return { ...field, drift: { ...field.drift, missing: 'blank' as const } };
    return type === undefined ? field : { ...field, type: type.type, format: type.format };
  });
  for (const change of changes) {
    if (change.kind !== 'added') continue;
    const isTaken = drift.shape === 'evolve';
    if (isTaken) fields.push(nameNewField(change.found, fields));
    if (isTaken || !isToldOf(change.found)) warn(isTaken ? 'drift_field_taken' : 'drift_field_left', change.found.name);
  }
  return { fields, warnings };
}

/** The differences that stop a run. */
export function findStops(
  changes: readonly FieldChange[],
  drift: SourceDrift,
  isUsed: SettleOptions['isUsed'],
): FieldChange[] {
  return changes.filter((change) => {
    if (change.kind === 'added') return drift.shape === 'stop';
    const policy = policyOf(change.field, drift);
    return change.kind === 'retyped' ? policy.shape === 'stop' : policy.missing === 'stop' && isUsed(change.field);
  });
}

function refuse(changes: readonly FieldChange[], drift: SourceDrift, isUsed: SettleOptions['isUsed']): void {
  const [stop] = findStops(changes, drift, isUsed);
  if (stop === undefined) return;
  const fail = (code: string, params: Readonly<Record<string, string>>) =>
    new TelarError(code, { params, field: 'fields', status: 422 });
  if (stop.kind === 'added') throw fail('source_field_added', { field: stop.found.name });
  if (stop.kind === 'retyped') throw fail('source_field_retyped', { field: stop.field.name });
  const renamed = suggestRenames(changes).find(({ field }) => field === stop.field);
  throw fail('source_field_missing', { field: stop.field.name, suggestion: renamed?.found.name ?? 'none' });
}
