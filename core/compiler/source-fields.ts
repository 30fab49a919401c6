import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { sampleSource } from '#core/graph/nodes/sample-source.ts';
import { sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import { changeField, readSourceSync, tellsChanges } from '#core/graph/nodes/source-sync.ts';
import { sampleFields } from './sample-company/sample-fields.ts';

/** The fields that a source node gives, as its settings say; null when they cannot be read. */
export function readSourceFields({ kind, settings }: GraphNode): readonly Field[] | null {
  if (kind === 'sample-source') {
    const parsed = sampleSource.settings.safeParse(settings);
    return parsed.success ? sampleFields[parsed.data.dataset] : null;
  }
  const parsed = sourceFieldsSchema.safeParse(settings.fields);
  if (!parsed.success) return null;
  const fields = parsed.data.map(({ name, type }) => ({ name, type }));
  return fields.length > 0 && tellsChanges(readSourceSync(settings)) ? [...fields, changeField] : fields;
}
