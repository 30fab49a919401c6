import type { FieldType } from '#core/graph/field-type.ts';
import { type Sql, sql } from './sql.ts';

const duckDbTypes = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  // 28 digits before the point hold any amount; 10 after it hold exchange rates and unit prices.
  decimal: 'DECIMAL(38,10)',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP WITH TIME ZONE',
  json: 'JSON',
} satisfies Record<FieldType, string>;

const typeFragments: Record<FieldType, Sql> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  decimal: sql`DECIMAL(38,10)`,
  number: sql`DOUBLE`,
  boolean: sql`BOOLEAN`,
  date: sql`DATE`,
  datetime: sql`TIMESTAMP WITH TIME ZONE`,
  json: sql`JSON`,
};

const fieldTypesByDuckDbName: Readonly<Record<string, FieldType>> = {
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  // Larger than BIGINT.
  UBIGINT: 'decimal',
  HUGEINT: 'decimal',
  UHUGEINT: 'decimal',
  BIGNUM: 'decimal',
  FLOAT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'datetime',
  TIMESTAMP_S: 'datetime',
  TIMESTAMP_MS: 'datetime',
  TIMESTAMP_NS: 'datetime',
  'TIMESTAMP WITH TIME ZONE': 'datetime',
  JSON: 'json',
  VARIANT: 'json',
};

/** The one DuckDB type that columns of a field type have in every relation, spelled as `DESCRIBE` spells it. */
export function toDuckDbType(type: FieldType): string {
  return duckDbTypes[type];
}

/** `toDuckDbType` as a fragment, for casts. */
export function duckDbTypeSql(type: FieldType): Sql {
  return typeFragments[type];
}

/** The field type that holds values of a DuckDB type; types that marketers do not meet (TIME, UUID, BLOB…) are text. */
export function fromDuckDbType(duckDbType: string): FieldType {
  const name = duckDbType.trim();
  if (/\[\d*\]$/.test(name)) return 'json';
  if (/^(STRUCT|MAP|UNION)\s*\(/i.test(name)) return 'json';
  const decimal = /^(?:DECIMAL|NUMERIC)(?:\(\d+\s*,\s*(\d+)\))?$/i.exec(name);
  if (decimal !== null) return 'decimal';
  return fieldTypesByDuckDbName[name.toUpperCase()] ?? 'text';
}
