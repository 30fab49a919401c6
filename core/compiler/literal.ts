import type { FieldType } from '#core/graph/field-type.ts';
import { type Sql, sql } from './sql.ts';

/** Text typed by a user, read as a value to compare with. `dayOnly`: a date, to be compared with whole days. */
export interface Literal {
  readonly sql: Sql;
  readonly dayOnly: boolean;
}

const booleanWords: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  sí: true,
  si: true,
  verdadero: true,
  '1': true,
  false: false,
  no: false,
  falso: false,
  '0': false,
};

/** Reads text as the type of the field it is compared with; null when it is no value of that type. */
export function readLiteral(text: string, type: FieldType): Literal | null {
  const trimmed = text.trim();
  switch (type) {
    case 'text':
    case 'json':
      return { sql: sql`${text}`, dayOnly: false };
    case 'integer':
    case 'decimal':
    case 'number':
      return readNumber(trimmed, type);
    case 'boolean': {
      const value = booleanWords[trimmed.toLowerCase()];
      return value === undefined ? null : { sql: sql`${value}`, dayOnly: false };
    }
    case 'date':
    case 'datetime':
      return readInstant(trimmed, type);
  }
}

function readNumber(text: string, type: 'integer' | 'decimal' | 'number'): Literal | null {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return null;
  if (type === 'number') return { sql: sql`${Number(text)}`, dayOnly: false };
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  if (whole.replace(/^0+/, '').length > 28) return null;
  if (type === 'integer' && fraction === '' && fitsBigInt(BigInt(text)))
    return { sql: sql`${BigInt(text)}`, dayOnly: false };
  return { sql: sql`CAST(${text} AS DECIMAL(38,10))`, dayOnly: false };
}

function fitsBigInt(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

const instantPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** ISO dates and datetimes; without an offset a datetime is UTC. */
function readInstant(text: string, type: 'date' | 'datetime'): Literal | null {
  const match = instantPattern.exec(text);
  if (match === null) return null;
  const [, day = '', time, offset = 'Z'] = match;
  if (!isDay(day)) return null;
  if (time === undefined) return { sql: sql`CAST(${day} AS DATE)`, dayOnly: true };
  if (type === 'date' || Number.isNaN(Date.parse(`${day}T${time}${offset}`))) return null;
  const seconds = time.length === 5 ? ':00' : '';
  return { sql: sql`CAST(${`${day} ${time}${seconds}${offset}`} AS TIMESTAMPTZ)`, dayOnly: false };
}

function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
