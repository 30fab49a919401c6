import { expect, it } from 'vitest';
import { parsePinnedRows, writePinnedRows } from './parse-pinned-rows.ts';

const fields = [
  { name: 'id', type: 'integer' as const },
  { name: 'note', type: 'text' as const },
];

it.each([
  [
    'records',
    '[{"id": 1, "note": "a"}, {"note": null, "id": 2}]',
    [
      [1, 'a'],
      [2, null],
    ],
  ],
  ['one record', '{"id": 7}', [[7, null]]],
  [
    'CSV',
    'note,id\n"a, ""b""\nc",1\n,2\n',
    [
      ['1', 'a, "b"\nc'],
      ['2', null],
    ],
  ],
  ['semicolons', 'id;note\r\n1;x\r\n', [['1', 'x']]],
  ['a spreadsheet', 'id\tnote\n1\tx', [['1', 'x']]],
  ['pipes', 'id|note\n1|x', [['1', 'x']]],
  [
    'a single column',
    'id\n1\n2',
    [
      ['1', null],
      ['2', null],
    ],
  ],
])('reads %s', (_name, text, rows) => {
  expect(parsePinnedRows(text, fields)).toEqual({ rows });
});

it.each([
  ['nothing', '  ', { fault: 'empty' }],
  ['broken JSON', '[{"id": 1}', { fault: 'shape' }],
  ['a list of numbers', '[1, 2]', { fault: 'shape' }],
  ['lines of other lengths', 'id,note\n1', { fault: 'shape' }],
  ['an unclosed quote', 'id,note\n1,"x', { fault: 'shape' }],
  ['a name that is no field', '[{"ids": 1}]', { fault: 'unknown', name: 'ids' }],
  ['too many', JSON.stringify(Array.from({ length: 1001 }, () => ({ id: 1 }))), { fault: 'too_many' }],
])('refuses %s', (_name, text, fault) => {
  expect(parsePinnedRows(text, fields)).toEqual(fault);
});

it('reads what it writes', () => {
  const rows = [
    ['1', 'a "quoted" word'],
    [null, null],
  ];
  expect(parsePinnedRows(writePinnedRows(fields, rows), fields)).toEqual({ rows });
});
