import type { FieldType } from '#core/graph/field-type.ts';

/** What pg_type says about the type of a column, with domains resolved to their base. */
export interface PostgresType {
  /** As `format_type` writes it without length: `integer`, `timestamp with time zone`, `my_enum`. */
  readonly name: string;
  /** `typcategory`: A array, B boolean, C composite, D date/time, E enum, N numeric, S string, U user-defined, … */
  readonly category: string;
}

const byName: Readonly<Record<string, FieldType>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  oid: 'integer',
  numeric: 'decimal',
  money: 'decimal',
  real: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  date: 'date',
  'timestamp without time zone': 'datetime',
  'timestamp with time zone': 'datetime',
  json: 'json',
  jsonb: 'json',
};

/** The field type that holds values of a PostgreSQL type; types that marketers do not meet are text. */
export function toFieldType({ name, category }: PostgresType): FieldType {
  if (category === 'A' || category === 'C') return 'json';
  return byName[name] ?? 'text';
}

/** An expression over a column whose CSV form the engine reads as the column's field type. */
export function readingExpression(column: string, { name, category }: PostgresType): string {
  if (category === 'A' || category === 'C') return `to_jsonb(${column})`;
  switch (name) {
    case 'boolean':
      return `${column}::text`;
    case 'money':
      return `${column}::numeric`;
    case 'bytea':
      return `encode(${column}, 'base64')`;
    default:
      return column;
  }
}

const tableTypes = {
  text: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  number: 'double precision',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp with time zone',
  json: 'jsonb',
} satisfies Record<FieldType, string>;

/** The type a column gets in a table that Telar makes. */
export function toTableType(type: FieldType): string {
  return tableTypes[type];
}

const integers = ['smallint', 'integer', 'bigint'];
const fractions = ['numeric', 'real', 'double precision'];
const moments = ['timestamp without time zone', 'timestamp with time zone'];

/** Whether every well-formed value of the field, short of its size, can be stored in the column. */
export function canStore(field: FieldType, { name, category }: PostgresType): boolean {
  if (category === 'S') return true;
  switch (field) {
    case 'text':
      return !['A', 'B', 'C', 'D', 'N', 'R', 'T', 'G'].includes(category) && name !== 'bytea';
    case 'integer':
      return integers.includes(name) || fractions.includes(name);
    case 'decimal':
    case 'number':
      return fractions.includes(name);
    case 'boolean':
      return name === 'boolean';
    case 'date':
      return name === 'date' || moments.includes(name);
    case 'datetime':
      return moments.includes(name);
    case 'json':
      return name === 'json' || name === 'jsonb';
  }
}
