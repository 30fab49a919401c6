import { describe, expect, it } from 'vitest';
import type { FilterCondition } from '#core/graph/condition-group.ts';
import type { FilterSettings } from '#core/graph/nodes/filter.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const contacts: Table = {
  fields: {
    id: 'integer',
    'País "de" alta': 'text',
    score: 'decimal',
    rate: 'number',
    active: 'boolean',
    born: 'date',
    seen: 'datetime',
  },
  rows: [
    ['1', 'España', '10.5', '0.1', 'true', '1990-01-02', '2026-01-05 23:30:00+00'],
    ['2', 'ESPAÑA ', '20', '0.2', 'false', '1991-01-02', '2026-01-06 00:00:00+00'],
    ['3', null, null, null, null, null, null],
    ['4', '  ', '0.0000000001', '-3', 'false', '2000-12-31', '2026-01-07 10:00:00+02'],
    ['5', '100% "quoted"', '30', '0.3', 'true', '1980-05-05', '2025-12-31 00:00:00+00'],
  ],
};
const country = 'País "de" alta';

async function idsWhere(
  conditions: readonly (readonly [string, FilterCondition['operator'], string?])[],
  settings: Partial<FilterSettings> = {},
): Promise<string> {
  const list = conditions.map(([field, operator, value = '']) => ({ field, operator, value }));
  const { rows } = await runNode('filter', { conditions: list, ...settings }, contacts);
  return rows.map(([id]) => id).join(' ');
}

describe('filter', () => {
  it('becomes one WHERE with bound values and quoted names', async () => {
    const { text, values } = await runNode(
      'filter',
      {
        match: 'any',
        conditions: [
          { field: 'a "b"', operator: 'contains', value: "x'; DROP TABLE in_1; --" },
          { field: 'n', operator: 'greater_or_equal', value: '1.5' },
        ],
      },
      { fields: { 'a "b"': 'text', n: 'integer' }, rows: [] },
    );
    expect(text).toMatchInlineSnapshot(
      `"SELECT "a ""b""", "n" FROM "in_1" WHERE (contains(lower("a ""b"""), lower(CAST($1 AS VARCHAR)))) OR ("n" >= CAST($2 AS DECIMAL(38,10)))"`,
    );
    expect(values).toMatchInlineSnapshot(`
      [
        "x'; DROP TABLE in_1; --",
        "1.5",
      ]
    `);
  });

  it.each([
    ['equals', 'españa', '1'],
    ['not_equals', 'españa', '2 5'],
    ['contains', 'PAÑ', '1 2'],
    ['not_contains', 'PAÑ', '5'],
    ['starts_with', '100%', '5'],
    ['ends_with', '"QUOTED"', '5'],
    ['one_of', ' españa \n\n100% "quoted"', '1 5'],
    ['is_blank', '', '3 4'],
    ['is_not_blank', '', '1 2 5'],
  ] as const)('compares text: %s %j', async (operator, value, ids) => {
    expect(await idsWhere([[country, operator, value]])).toBe(ids);
  });

  it('looks at case where asked', async () => {
    expect(await idsWhere([[country, 'contains', 'PAÑ']], { caseSensitive: true })).toBe('2');
  });

  it.each([
    ['id', 'equals', '3', '3'],
    ['id', 'less', '2.5', '1 2'],
    ['id', 'one_of', '1\n 4 ', '1 4'],
    ['id', 'contains', '4', '4'],
    ['score', 'equals', '0.0000000001', '4'],
    ['score', 'not_equals', '20', '1 4 5'],
    ['rate', 'less_or_equal', '0.1', '1 4'],
    ['active', 'is_true', '', '1 5'],
    ['active', 'is_false', '', '2 4'],
    ['active', 'equals', 'sí', '1 5'],
    ['born', 'greater', '1991-01-01', '2 4'],
    ['born', 'equals', '1990-01-02', '1'],
    ['seen', 'equals', '2026-01-06', '2'],
    ['seen', 'greater', '2026-01-05', '2 4'],
    ['seen', 'equals', '2026-01-07T08:00:00Z', '4'],
    ['seen', 'less', '2026-01-06 00:30+01:00', '5'],
    ['seen', 'is_blank', '', '3'],
  ] as const)('compares typed values: %s %s %j', async (field, operator, value, ids) => {
    expect(await idsWhere([[field, operator, value]])).toBe(ids);
  });

  it('joins conditions by all or any, formulas among them', async () => {
    const conditions = [
      ['score', 'greater', '15'],
      ['', 'formula', 'ISBLANK([score])'],
    ] as const;
    expect(await idsWhere(conditions, { match: 'any' })).toBe('2 3 5');
    expect(await idsWhere(conditions, { match: 'all' })).toBe('');
  });

  it.each([
    [{ field: 'emial', operator: 'equals', value: 'x' }, 'field_unknown', 'conditions.0.field', 'email'],
    [{ field: 'done', operator: 'greater', value: '1' }, 'operator_type_mismatch', 'conditions.0.operator', undefined],
    [{ field: 'email', operator: 'less', value: '1' }, 'operator_type_mismatch', 'conditions.0.operator', undefined],
    [{ field: 'n', operator: 'equals', value: '1,5' }, 'value_type_mismatch', 'conditions.0.value', undefined],
    [{ field: 'day', operator: 'less', value: '31/12/2026' }, 'value_type_mismatch', 'conditions.0.value', undefined],
    [{ field: 'day', operator: 'equals', value: '2026-02-30' }, 'value_type_mismatch', 'conditions.0.value', undefined],
    [{ field: 'n', operator: 'one_of', value: '1\ntwo' }, 'value_type_mismatch', 'conditions.0.value', undefined],
    [{ field: 'email', operator: 'one_of', value: ' \n ' }, 'value_missing', 'conditions.0.value', undefined],
    [{ field: '', operator: 'formula', value: '[n] + 1' }, 'formula_not_boolean', 'conditions.0.value', undefined],
    [{ field: '', operator: 'formula', value: '[emial] = "x"' }, 'formula_invalid', 'conditions.0.value', '[email]'],
  ] as const)('refuses %j', (condition, code, field, suggestion) => {
    const fields = { email: 'text', done: 'boolean', n: 'integer', day: 'date' } as const;
    const [problem] = problemsOf('filter', { conditions: [condition] }, fields);
    expect(problem).toMatchObject({ code, field });
    expect(problem?.suggestion).toBe(suggestion);
  });
});
