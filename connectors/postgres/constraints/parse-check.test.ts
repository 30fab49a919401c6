import { expect, it } from 'vitest';
import { parseCheck } from './parse-check.ts';

const fieldOf = (column: string) =>
  ['age', 'status', 'Código', 'born', 'email'].includes(column) ? `f_${column}` : undefined;
const age = { kind: 'field', name: 'f_age' };
const number = (value: string) => ({ kind: 'number', value });
const text = (value: string) => ({ kind: 'text', value });

it.each([
  ['((age >= 0))', { kind: 'compare', operator: '>=', left: age, right: number('0') }],
  [
    '(((age >= 0) AND (age <= 150)))',
    {
      kind: 'all',
      tests: [
        { kind: 'compare', operator: '>=', left: age, right: number('0') },
        { kind: 'compare', operator: '<=', left: age, right: number('150') },
      ],
    },
  ],
  [
    "(((status)::text = ANY ((ARRAY['new'::character varying, 'it''s'::character varying])::text[])))",
    { kind: 'among', value: { kind: 'field', name: 'f_status' }, values: [text('new'), text("it's")] },
  ],
  [
    "((status <> ALL (ARRAY['a'::text])))",
    { kind: 'not', test: { kind: 'among', value: { kind: 'field', name: 'f_status' }, values: [text('a')] } },
  ],
  [
    '((char_length("Código") = 2))',
    {
      ...{ kind: 'compare', operator: '=', right: number('2') },
      left: { kind: 'call', name: 'length', of: { kind: 'field', name: 'f_Código' } },
    },
  ],
  [
    "((email ~~ '%@%'::text))",
    { kind: 'like', value: { kind: 'field', name: 'f_email' }, pattern: '%@%', ignoreCase: false },
  ],
  [
    "((email !~ '\\s'::text))",
    { kind: 'not', test: { kind: 'matches', value: { kind: 'field', name: 'f_email' }, pattern: '\\s' } },
  ],
  [
    "((born > '1900-01-01'::date))",
    {
      kind: 'compare',
      operator: '>',
      left: { kind: 'field', name: 'f_born' },
      right: { kind: 'date', value: '1900-01-01' },
    },
  ],
  ['((age > (-5)::numeric))', { kind: 'compare', operator: '>', left: age, right: number('-5') }],
  [
    '((age IS NOT NULL) OR NOT (age = 1))',
    {
      kind: 'any',
      tests: [
        { kind: 'not', test: { kind: 'blank', value: age } },
        { kind: 'not', test: { kind: 'compare', operator: '=', left: age, right: number('1') } },
      ],
    },
  ],
])('reads %s', (source, test) => expect(parseCheck(source, fieldOf)).toEqual(test));

it.each([
  '((age + 1) > 2)',
  '((other > 1))',
  '(is_ok(age))',
  "((email ~ '(?i)x'::text))",
  '((born > CURRENT_DATE))',
  "((status = 'x'::my_enum))",
  '((age > 1)) garbage',
])('leaves %s alone', (source) => expect(parseCheck(source, fieldOf)).toBeNull());
