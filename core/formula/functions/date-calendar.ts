import { type Sql, sql } from '#core/compiler/sql.ts';
import { castTo } from '../cast-to.ts';
import { parseDateFormat } from '../date-format.ts';
import { isTimeUnit, parseDateUnit } from '../date-unit.ts';
import {
  type CallProblem,
  type FormulaCall,
  type FormulaFunction,
  type FormulaParameter,
  numeric,
  temporal,
} from '../formula-function.ts';
import { condition } from '../total-sql.ts';
import { checkFormat, wallClock } from './date.ts';
import { defineIn } from './define-in.ts';

const date: FormulaParameter = { name: 'date', accepts: temporal };
const unit: FormulaParameter = { name: 'unit', accepts: ['text'], constant: true };
const language: FormulaParameter = { name: 'language', accepts: ['text'], optional: true, constant: true };

const monthNames = {
  en: 'January,February,March,April,May,June,July,August,September,October,November,December',
  es: 'enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre',
};
const dayNames = {
  en: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday',
  es: 'lunes,martes,miércoles,jueves,viernes,sábado,domingo',
};
type Names = Readonly<Record<'en' | 'es', string>>;

const define = defineIn('date');

/** Functions about calendars: parts of a date with a name, the ends of periods, working days, ages. */
export const calendarFunctions: readonly FormulaFunction[] = [
  define('QUARTER', ['TRIMESTRE'], [date], 'integer', ([d]) => sql`quarter(${d})`, [
    ['QUARTER(DATE(2026, 11, 15))', 4],
  ]),
  define('WEEK', ['SEMANA'], [date], 'integer', ([d]) => sql`week(${d})`, [['WEEK(DATE(2026, 11, 15))', 46]]),
  define('MINUTE', ['MINUTO'], [date], 'integer', ([d]) => sql`minute(${castTo(d, 'datetime')})`, [
    ['MINUTE(NOW())', 30],
  ]),
  define('SECOND', ['SEGUNDO'], [date], 'integer', ([d]) => sql`second(${castTo(d, 'datetime')})`, [
    ['SECOND(NOW())', 0],
  ]),
  named('MONTHNAME', ['NOMBREMES'], (d) => sql`month(${d})`, monthNames, ['November', 'noviembre']),
  named('WEEKDAYNAME', ['NOMBREDIA'], (d) => sql`isodow(${d})`, dayNames, ['Sunday', 'domingo']),
  {
    ...define('STARTOF', ['INICIODE'], [date, unit], 'date', ([d], call) => startOf(d, call), [
      ['STARTOF(DATE(2026, 11, 15), "month")', '2026-11-01'],
      ['STARTOF(DATE(2026, 11, 15), "week")', '2026-11-09'],
    ]),
    check: checkCalendarUnit,
  },
  {
    ...define('ENDOF', ['FINDE'], [date, unit], 'date', ([d], call) => endOf(d, call), [
      ['ENDOF(DATE(2026, 2, 3), "month")', '2026-02-28'],
      ['ENDOF(DATE(2026, 11, 15), "week")', '2026-11-15'],
    ]),
    check: checkCalendarUnit,
  },
  define(
    'AGE',
    ['EDAD'],
    [{ name: 'birth date', accepts: temporal }],
    'integer',
    ([d], { types, clock }) =>
      sql`TRY(date_sub('year', ${wallClock(d, types[0])}, CAST(${clock.today}::VARCHAR AS TIMESTAMP)))`,
    [
      ['AGE(DATE(1990, 11, 15))', 36],
      ['AGE(DATE(1990, 11, 16))', 35],
    ],
  ),
  define(
    'ISWEEKEND',
    ['ESFINDESEMANA'],
    [date],
    'boolean',
    ([d]) => condition(sql`isodow(${d}) >= 6`),
    [
      ['ISWEEKEND(DATE(2026, 11, 15))', true],
      ['ISWEEKEND(DATE(2026, 11, 16))', false],
    ],
    'false',
  ),
  define(
    'WORKDAYS',
    ['DIAS.LAB'],
    [
      { name: 'from', accepts: temporal },
      { name: 'to', accepts: temporal },
    ],
    'integer',
    ([from, to]) => workdays(from, to),
    [
      ['WORKDAYS(DATE(2026, 11, 13), DATE(2026, 11, 16))', 2],
      ['WORKDAYS(DATE(2026, 11, 16), DATE(2026, 11, 13))', -2],
      ['WORKDAYS(DATE(2026, 11, 14), DATE(2026, 11, 15))', 0],
    ],
  ),
  define(
    'UNIXTIME',
    ['HORAUNIX'],
    [date],
    'integer',
    ([d]) => castTo(sql`floor(TRY(epoch(${castTo(d, 'datetime')})))`, 'integer'),
    [['UNIXTIME(DATE(2026, 1, 1))', 1767225600]],
  ),
  define(
    'FROMUNIXTIME',
    ['DESDEHORAUNIX'],
    [{ name: 'seconds', accepts: numeric }],
    'datetime',
    ([seconds]) => sql`TRY(to_timestamp(${castTo(seconds, 'number')}))`,
    [
      ['FROMUNIXTIME(1767225600)', '2026-01-01 00:00:00+00'],
      ['FROMUNIXTIME(1767225600000 / 1000)', '2026-01-01 00:00:00+00'],
    ],
  ),
  {
    ...define(
      'ISDATE',
      ['ESFECHA'],
      [
        { name: 'text', accepts: ['text'] },
        { name: 'format', accepts: ['text'], constant: true },
      ],
      'boolean',
      ([text], { constants }) =>
        sql`(try_strptime(trim(${text}), ${parseDateFormat(constants[1] ?? '')?.engineFormat ?? ''}::VARCHAR) IS NOT NULL)`,
      [
        ['ISDATE("31/12/2026", "DD/MM/YYYY")', true],
        ['ISDATE("12/31/2026", "DD/MM/YYYY")', false],
      ],
      'false',
    ),
    check: checkFormat,
  },
];

function named(
  name: string,
  aliases: readonly string[],
  position: (value: Sql) => Sql,
  names: Names,
  [english, spanish]: readonly [string, string],
): FormulaFunction {
  const lower = (value: Sql, { constants }: FormulaCall) =>
    sql`string_split(${names[readLanguage(constants[1]) ?? 'en']}::VARCHAR, ',')[${position(value)}]`;
  return {
    ...define(name, aliases, [date, language], 'text', ([value], call) => lower(value, call), [
      [`${name}(DATE(2026, 11, 15))`, english],
      [`${name}(DATE(2026, 11, 15), "es")`, spanish],
    ]),
    check: ({ constants }) =>
      readLanguage(constants[1]) ? undefined : { argument: 1, code: 'language_unknown', suggestion: '"es"' },
  };
}

function readLanguage(written = 'en'): 'en' | 'es' | undefined {
  const word = written.trim().toLowerCase();
  if (['es', 'spanish', 'español'].includes(word)) return 'es';
  return ['en', 'english', 'inglés'].includes(word) ? 'en' : undefined;
}

function calendarUnitOf({ constants }: FormulaCall): string {
  return parseDateUnit(constants[1] ?? '') ?? 'day';
}

function checkCalendarUnit({ constants }: FormulaCall): CallProblem | undefined {
  const written = constants[1] ?? '';
  const parsed = parseDateUnit(written);
  if (parsed !== undefined && !isTimeUnit(parsed)) return undefined;
  return { argument: 1, code: 'calendar_unit_unknown', params: { unit: written }, suggestion: '"month"' };
}

/** In a list, because the engine also truncates the column's extremes while it plans, where no TRY protects. */
function startOf(value: Sql, call: FormulaCall): Sql {
  const start = sql`TRY(date_trunc(${calendarUnitOf(call)}::VARCHAR, v))`;
  return castTo(sql`list_transform([${castTo(value, 'date')}], lambda v: ${start})[1]`, 'date');
}

const oneOf: Readonly<Record<string, Sql>> = {
  day: sql`INTERVAL 1 DAY`,
  week: sql`INTERVAL 7 DAY`,
  month: sql`INTERVAL 1 MONTH`,
  quarter: sql`INTERVAL 3 MONTH`,
  year: sql`INTERVAL 1 YEAR`,
};

function endOf(value: Sql, call: FormulaCall): Sql {
  const period = oneOf[calendarUnitOf(call)] ?? sql`INTERVAL 1 DAY`;
  return castTo(sql`TRY(TRY(${startOf(value, call)} + ${period}) - INTERVAL 1 DAY)`, 'date');
}

/**
 * Monday to Friday from one day to another, both included, negative backwards, as NETWORKDAYS of spreadsheets counts.
 * Five for every whole week since a Monday, and what the last week has begun of.
 */
function workdays(from: Sql, to: Sql): Sql {
  const day = (value: Sql) => sql`TRY(${castTo(value, 'date')} - DATE '1970-01-05')`;
  const before = (count: Sql) =>
    sql`((${count} - ((${count} % 7) + 7) % 7) // 7 * 5 + least(((${count} % 7) + 7) % 7, 5))`;
  const forward = sql`(${before(sql`v.b + 1`)} - ${before(sql`v.a`)})`;
  const backward = sql`(${before(sql`v.b`)} - ${before(sql`v.a + 1`)})`;
  return sql`list_transform([{a: CAST(${day(from)} AS BIGINT), b: CAST(${day(to)} AS BIGINT)}], lambda v: CASE WHEN v.a <= v.b THEN ${forward} ELSE ${backward} END)[1]`;
}
