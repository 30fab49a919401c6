import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import { castTo } from '../cast-to.ts';
import { parseDateFormat } from '../date-format.ts';
import { type DateUnit, dateUnits, isTimeUnit, parseDateUnit } from '../date-unit.ts';
import {
  argument,
  type CallProblem,
  type FormulaCall,
  type FormulaFunction,
  type FormulaParameter,
  temporal,
} from '../formula-function.ts';

const date: FormulaParameter = { name: 'date', accepts: temporal };
const unit: FormulaParameter = { name: 'unit', accepts: ['text'], constant: true };
const format: FormulaParameter = { name: 'format', accepts: ['text'], constant: true };
const timeZone: FormulaParameter = { name: 'time zone', accepts: ['text'], constant: true };

const intervals: Readonly<Record<DateUnit, (count: Sql) => Sql>> = {
  second: (count) => sql`to_seconds(${count})`,
  minute: (count) => sql`to_minutes(${count})`,
  hour: (count) => sql`to_hours(${count})`,
  day: (count) => sql`to_days(TRY_CAST(${count} AS INTEGER))`,
  week: (count) => sql`to_weeks(TRY_CAST(${count} AS INTEGER))`,
  month: (count) => sql`to_months(TRY_CAST(${count} AS INTEGER))`,
  quarter: (count) => sql`to_quarters(TRY_CAST(${count} AS INTEGER))`,
  year: (count) => sql`to_years(TRY_CAST(${count} AS INTEGER))`,
};

export const dateFunctions: readonly FormulaFunction[] = [
  {
    name: 'DATE',
    aliases: ['FECHA'],
    category: 'date',
    parameters: ['year', 'month', 'day'].map((name) => ({ name, accepts: ['integer'] as const })),
    result: 'date',
    nulls: 'blank',
    lower: (args) => sql`TRY(make_date(${argument(args, 0)}, ${argument(args, 1)}, ${argument(args, 2)}))`,
    examples: [
      { formula: 'DATE(2026, 3, 1)', result: '2026-03-01' },
      { formula: 'DATE(2026, 2, 30)', result: null },
    ],
  },
  {
    name: 'TODAY',
    aliases: ['HOY'],
    category: 'date',
    parameters: [],
    result: 'date',
    nulls: 'inspected',
    lower: (_args, { clock }) => sql`CAST(${clock.today}::VARCHAR AS DATE)`,
    examples: [{ formula: 'TODAY()', result: '2026-11-15' }],
  },
  {
    name: 'NOW',
    aliases: ['AHORA'],
    category: 'date',
    parameters: [],
    result: 'datetime',
    nulls: 'inspected',
    lower: (_args, { clock }) => sql`CAST(${clock.now}::VARCHAR AS ${duckDbTypeSql('datetime')})`,
    examples: [{ formula: 'NOW()', result: '2026-11-15 09:30:00+00' }],
  },
  {
    name: 'DATEADD',
    aliases: ['SUMARFECHA'],
    category: 'date',
    parameters: [date, { name: 'count', accepts: ['integer'] }, unit],
    result: ({ types, constants }) => (isTimeUnit(unitOf(constants)) ? 'datetime' : (types[0] ?? 'date')),
    nulls: 'blank',
    check: checkUnit,
    lower: (args, { types, constants }) => {
      const addedUnit = unitOf(constants);
      const resultType: FieldType = isTimeUnit(addedUnit) ? 'datetime' : (types[0] ?? 'date');
      const interval = sql`TRY(${intervals[addedUnit](argument(args, 1))})`;
      return castTo(sql`TRY(${argument(args, 0)} + ${interval})`, resultType);
    },
    examples: [
      { formula: 'DATEADD(DATE(2026, 1, 31), 1, "month")', result: '2026-02-28' },
      { formula: 'DATEADD(DATE(2026, 1, 1), -2, "days")', result: '2025-12-30' },
      { formula: 'DATEADD(DATE(2026, 1, 1), 36, "hours")', result: '2026-01-02 12:00:00+00' },
    ],
  },
  {
    name: 'DATEDIFF',
    aliases: ['SIFECHA'],
    category: 'date',
    parameters: [{ ...date, name: 'from', sameTypeAs: 'date' }, { ...date, name: 'to', sameTypeAs: 'date' }, unit],
    result: 'integer',
    nulls: 'blank',
    check: checkUnit,
    lower: (args, { types, constants }) => {
      const [from, to] = [0, 1].map((index) => wallClock(argument(args, index), types[index]));
      return sql`TRY(date_sub(${unitOf(constants)}::VARCHAR, ${from ?? null}, ${to ?? null}))`;
    },
    examples: [
      { formula: 'DATEDIFF(DATE(2026, 1, 1), DATE(2026, 3, 1), "days")', result: 59 },
      { formula: 'DATEDIFF(DATE(1990, 6, 15), DATE(2026, 6, 14), "years")', result: 35 },
    ],
  },
  datePart('YEAR', ['AÑO'], (value) => sql`year(${value})`, 2026),
  datePart('MONTH', ['MES'], (value) => sql`month(${value})`, 11),
  datePart('DAY', ['DIA'], (value) => sql`day(${value})`, 15),
  datePart('HOUR', ['HORA'], (value) => sql`hour(${castTo(value, 'datetime')})`, 0),
  datePart('WEEKDAY', ['DIASEM'], (value) => sql`isodow(${value})`, 7),
  {
    name: 'PARSEDATE',
    aliases: ['LEERFECHA'],
    category: 'date',
    parameters: [{ name: 'text', accepts: ['text'] }, format],
    result: ({ constants }) => (parseDateFormat(constants[1] ?? '')?.hasTime ? 'datetime' : 'date'),
    nulls: 'blank',
    check: checkFormat,
    lower: (args, { constants }) => {
      const parsed = parseDateFormat(constants[1] ?? '');
      const value = sql`try_strptime(trim(${argument(args, 0)}), ${parsed?.engineFormat ?? ''}::VARCHAR)`;
      return castTo(value, parsed?.hasTime ? 'datetime' : 'date');
    },
    examples: [
      { formula: 'PARSEDATE("31/12/2026", "DD/MM/YYYY")', result: '2026-12-31' },
      { formula: 'PARSEDATE("2026-12-31 18:45", "YYYY-MM-DD HH:mm")', result: '2026-12-31 18:45:00+00' },
      { formula: 'PARSEDATE("soon", "DD/MM/YYYY")', result: null },
    ],
  },
  {
    name: 'FORMATDATE',
    aliases: ['FORMATOFECHA'],
    category: 'date',
    parameters: [date, format, { ...timeZone, optional: true }],
    result: 'text',
    nulls: 'blank',
    check: (call) => checkFormat(call) ?? checkTimeZone(call, 2),
    lower: (args, { constants }) => {
      const [, written = '', zone] = constants;
      return formatDate(zone === undefined ? argument(args, 0) : inTimeZone(argument(args, 0), zone), written);
    },
    examples: [
      { formula: 'FORMATDATE(DATE(2026, 3, 1), "DD/MM/YYYY")', result: '01/03/2026' },
      { formula: 'FORMATDATE(DATE(2026, 3, 1), "D MMM YY")', result: '1 Mar 26' },
      { formula: 'FORMATDATE(NOW(), "DD/MM/YYYY HH:mm", "Europe/Madrid")', result: '15/11/2026 10:30' },
    ],
  },
  {
    name: 'LOCALDATE',
    aliases: ['FECHALOCAL'],
    category: 'date',
    parameters: [{ name: 'date', accepts: ['datetime'] }, timeZone],
    result: 'date',
    nulls: 'blank',
    check: (call) => checkTimeZone(call, 1),
    lower: (args, { constants }) => castTo(inTimeZone(argument(args, 0), constants[1] ?? ''), 'date'),
    examples: [
      {
        formula: 'LOCALDATE(PARSEDATE("2026-11-15 23:30", "YYYY-MM-DD HH:mm"), "Europe/Madrid")',
        result: '2026-11-16',
      },
    ],
  },
];

/**
 * A day or instant as UTC clocks show it, without a zone. Differences are taken between these, because the engine's
 * differences of instants break down at the ends of time, and take the whole session with them.
 */
export function wallClock(value: Sql, type: FieldType = 'datetime'): Sql {
  return type === 'date' ? sql`TRY_CAST(${value} AS TIMESTAMP)` : sql`TRY(make_timestamp(epoch_us(${value})))`;
}

/** A date as text in a format that `checkFormat` accepted. */
export function formatDate(value: Sql, written: string): Sql {
  return sql`strftime(${value}, ${parseDateFormat(written)?.engineFormat ?? ''}::VARCHAR)`;
}

/** Refuses a date format, always the second argument, that cannot be read. */
export function checkFormat({ constants }: FormulaCall): CallProblem | undefined {
  const written = constants[1];
  if (written === undefined || parseDateFormat(written)) return undefined;
  return { argument: 1, code: 'date_format_unknown', params: { format: written } };
}

/** The wall clock of a zone that `checkTimeZone` accepted. */
function inTimeZone(value: Sql, zone: string): Sql {
  return sql`TRY(timezone(${zone}::VARCHAR, ${castTo(value, 'datetime')}))`;
}

/** The engine refuses a query with an unknown zone, so only names that are certain to be known pass. */
function checkTimeZone({ constants }: FormulaCall, index: number): CallProblem | undefined {
  const zone = constants[index];
  const known = Intl.supportedValuesOf('timeZone');
  if (zone === undefined || zone === 'UTC' || known.includes(zone)) return undefined;
  const nearest = nearestName(zone, known);
  return {
    argument: index,
    code: 'time_zone_unknown',
    params: { zone },
    ...(nearest ? { suggestion: `"${nearest}"` } : {}),
  };
}

function checkUnit({ constants }: FormulaCall): CallProblem | undefined {
  const written = constants[2] ?? '';
  if (parseDateUnit(written)) return undefined;
  const nearest = nearestName(written, dateUnits);
  return {
    argument: 2,
    code: 'date_unit_unknown',
    params: { unit: written },
    ...(nearest ? { suggestion: `"${nearest}"` } : {}),
  };
}

function unitOf(constants: FormulaCall['constants']): DateUnit {
  return parseDateUnit(constants[2] ?? '') ?? 'day';
}

/** A whole number read off a date. */
function datePart(
  name: string,
  aliases: readonly string[],
  lower: (value: Sql) => Sql,
  result: number,
): FormulaFunction {
  return {
    name,
    aliases,
    category: 'date',
    parameters: [date],
    result: 'integer',
    nulls: 'blank',
    lower: (args) => lower(argument(args, 0)),
    examples: [{ formula: `${name}(DATE(2026, 11, 15))`, result }],
  };
}
