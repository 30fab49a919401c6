/** The types a marketer meets. Every engine, database and file type maps to one of these. */
export const fieldTypes = ['text', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime', 'json'] as const;

export type FieldType = (typeof fieldTypes)[number];

/** One column of a relation. Names are unique within a relation whatever their case, as the engine compares them. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

/** Whether values of the type can be summed, averaged and compared by size as numbers. */
export function isNumericType(type: FieldType): boolean {
  return type === 'integer' || type === 'decimal' || type === 'number';
}

/** Whether the type denotes a point or day in time. */
export function isTemporalType(type: FieldType): boolean {
  return type === 'date' || type === 'datetime';
}
