import type { FieldChange } from './compare-fields.ts';
import type { FoundField } from './found-shape.ts';
import type { SourceField } from './nodes/source-field.ts';
import type { RenameSuggestion } from './suggest-renames.ts';

/** A new field under the name that it has in the source, or the next one that is free. */
export function nameNewField({ name, type, path, format }: FoundField, taken: readonly SourceField[]): SourceField {
  const names = new Set(taken.map((field) => field.name.toLowerCase()));
  let free = name;
  for (let count = 2; names.has(free.toLowerCase()); count += 1) free = `${name} ${count}`;
  const isPlain = path.length === 1 && path[0] === free;
  return { name: free, type, ...(!isPlain && { path }), ...(format !== undefined && { format }) };
}

/** The field read from the place that the source has now: everything after the source goes by the old name. */
export function mapField(fields: readonly SourceField[], field: SourceField, found: FoundField): SourceField[] {
  const { format: _format, ...kept } = field;
  const isSame = field.type === found.type;
  const mapped: SourceField = {
    ...kept,
    path: found.path,
    ...(isSame ? found.format !== undefined && { format: found.format } : { found: found.type }),
  };
  return fields.map((each) => (each === field ? mapped : each));
}

/** The field with the type that the source has now, or with the one it has, which is then known to be another. */
export function settleType(
  fields: readonly SourceField[],
  { field, found }: Extract<FieldChange, { kind: 'retyped' }>,
  choice: 'take' | 'keep',
): SourceField[] {
  const { found: _found, format: _format, ...rest } = field;
  const taken: SourceField = { ...rest, type: found.type, ...(found.format !== undefined && { format: found.format }) };
  const settled = choice === 'take' ? taken : { ...field, found: found.type };
  return fields.map((each) => (each === field ? settled : each));
}

/** Below this, that a field has another name now is for a person to say. */
export const sureConfidence = 0.75;

/** Everything that can be taken over without a doubt: types, new fields, and names that surely belong to fields that are gone. */
export function takeOverAll(
  fields: readonly SourceField[],
  changes: readonly FieldChange[],
  suggestions: readonly RenameSuggestion[],
): SourceField[] {
  const sure = suggestions.filter(({ confidence }) => confidence >= sureConfidence);
  let settled = [...fields];
  for (const { field, found } of sure) settled = mapField(settled, field, found);
  for (const change of changes) {
    if (change.kind === 'retyped') settled = settleType(settled, change, 'take');
    const isRename = change.kind === 'added' && suggestions.some(({ found }) => found === change.found);
    if (change.kind === 'added' && !isRename) settled = [...settled, nameNewField(change.found, settled)];
  }
  return settled;
}
