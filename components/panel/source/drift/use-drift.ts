import { useMemo } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { useSourceLooks } from '#components/queries/use-source-looks.ts';
import type { SourceLookView } from '#core/contracts/source-looks.ts';
import { compareFields, type FieldChange } from '#core/graph/compare-fields.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { identifySource } from '#core/graph/identify-source.ts';
import { readSourceDrift } from '#core/graph/nodes/source-drift.ts';
import { type SourceField, sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import { type RenameSuggestion, suggestRenames } from '#core/graph/suggest-renames.ts';

export interface Drift {
  readonly look: SourceLookView;
  /** The step's fields, which the changes speak of. */
  readonly fields: readonly SourceField[];
  readonly changes: readonly FieldChange[];
  readonly suggestions: readonly RenameSuggestion[];
}

/** What differs between a source as it was last seen and the fields of its step in the draft; null where nothing does. */
export function useDrift({ id, settings }: GraphNode): Drift | null {
  const pipelineId = useBuilder((state) => state.pipelineId);
  const { data: looks } = useSourceLooks(pipelineId);
  return useMemo(() => {
    const look = looks?.find(({ nodeId, source }) => nodeId === id && source === identifySource(settings));
    const held = sourceFieldsSchema.safeParse(settings.fields);
    if (look === undefined || !held.success || held.data.length === 0) return null;
    const all = compareFields(held.data, look.shape, readSourceDrift(settings).ignored);
    // Somebody decided that it may be blank.
    const changes = all.filter((change) => change.kind !== 'missing' || change.field.drift?.missing !== 'blank');
    if (changes.length === 0) return null;
    return { look, fields: held.data, changes, suggestions: suggestRenames(changes, look.overlaps) };
  }, [looks, id, settings]);
}
