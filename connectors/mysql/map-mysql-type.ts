import type { FieldType } from '#core/graph/field-type.ts';

/** Codes of the protocol, with the names that people know. */
const typeNames = {
  0: 'decimal',
  1: 'tinyint',
  2: 'smallint',
  3: 'int',
  4: 'float',
  5: 'double',
  7: 'timestamp',
  8: 'bigint',
  9: 'mediumint',
  10: 'date',
  11: 'time',
  12: 'datetime',
  13: 'year',
  14: 'date',
  16: 'bit',
  242: 'vector',
  245: 'json',
  246: 'decimal',
  247: 'enum',
  248: 'set',
  252: 'text',
  253: 'varchar',
  254: 'char',
  255: 'geometry',
} as const;

type MysqlTypeName = (typeof typeNames)[keyof typeof typeNames];

/** What the server says about a column of a result. */
export interface MysqlType {
  readonly name: MysqlTypeName;
  /** Digits or bytes, as the type counts them. */
  readonly length: number;
  readonly decimals: number;
  readonly unsigned: boolean;
  /** Bytes rather than text. */
  readonly binary: boolean;
  /** Stored as text, promised to be JSON. */
  readonly isJson: boolean;
}

const byName: Readonly<Partial<Record<MysqlTypeName, FieldType>>> = {
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  year: 'integer',
  decimal: 'decimal',
  float: 'number',
  double: 'number',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'datetime',
  json: 'json',
};

/** The name for a code of the protocol; what is not known is read as text. */
export function nameType(code: number): MysqlTypeName {
  return (typeNames as Readonly<Record<number, MysqlTypeName>>)[code] ?? 'text';
}

/**
 * The field type that holds values of a MySQL type. TINYINT(1) and BIT(1) are how MySQL stores yes and no; bytes, times
 * of day, sets, places and whatever else marketers do not meet are text.
 */
export function toFieldType({ name, length, unsigned, isJson }: MysqlType): FieldType {
  if (isJson) return 'json';
  if (name === 'tinyint') return length === 1 && !unsigned ? 'boolean' : 'integer';
  if (name === 'bit') return length === 1 ? 'boolean' : 'integer';
  return byName[name] ?? 'text';
}

/** An expression over a column whose text the server does not shorten or garble. */
export function readingExpression(column: string, { name }: MysqlType): string {
  // As a FLOAT it would be written with six digits.
  if (name === 'float') return `${column} * 1e0`;
  if (name === 'geometry') return `ST_AsText(${column})`;
  return column;
}

/** Whether a column may hold values that the field's type cannot, so that rows have to be judged one by one. */
export function mayNotFit(type: MysqlType, field: FieldType): boolean {
  if (field === 'text') return false;
  if (toFieldType(type) === 'text') return true;
  const { name, length, decimals, unsigned } = type;
  switch (name) {
    case 'bigint':
      return unsigned && field === 'integer';
    case 'bit':
      return length > 63 && field === 'integer';
    case 'decimal':
      // Digits before the point, a sign and the point itself.
      return length - decimals > 28;
    case 'date':
    case 'datetime':
      // A server can be set to take 2024-00-15.
      return true;
    default:
      return false;
  }
}
