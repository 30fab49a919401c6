import type { FoundField } from '#core/graph/found-shape.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { isTypedText } from './detect-text-type.ts';

/** A field whose type was read off values: one bad value among good ones does not make it another type. */
export function toFoundField(field: SourceField, values: readonly unknown[]): FoundField {
  const { name, type, path = [name], format } = field;
  const isTyped = (value: unknown) => typeof value !== 'string' || isTypedText(value.trim());
  const isUnclear = values.length === 0 || (type === 'text' && values.filter(isTyped).length * 2 >= values.length);
  return { name, type, path, ...(format !== undefined && { format }), certainty: isUnclear ? 'unclear' : 'seen' };
}
