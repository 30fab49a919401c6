import { describe, expect, it } from 'vitest';
import { createRule, type RuleCheck, type ValidationRule } from '#core/graph/validation-rule.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const contacts: Table = {
  fields: { id: 'integer', 'E-mail "x"': 'text', born: 'date', left: 'date', amount: 'decimal', '#fault': 'text' },
  rows: [
    ['1', 'ana@example.com', '1990-01-02', '1991-01-02', '10', 'a'],
    ['2', ' bo@example.com ', '1990-01-02', null, '-5', 'b'],
    ['3', 'nobody', null, null, null, null],
    ['4', null, '1990-01-02', '1980-01-01', '7', '  '],
    ['5', 'ANA@example.com', '1850-01-01', null, '0', "x'y"],
  ],
};

const email = 'E-mail "x"';

function rule<Check extends RuleCheck>(
  check: Check,
  field: string,
  part: Partial<Extract<ValidationRule, { check: Check }>> = {},
) {
  return { ...createRule(check, field), ...part } as ValidationRule;
}

async function idsOf(rules: ValidationRule[], ...tables: readonly Table[]) {
  const { rows, ports, rejects, ...rest } = await runNode('validate', { rules }, contacts, ...tables);
  const rejected = ports.rejected?.map((row) => row[0]).join(' ');
  return { valid: rows.map(([id]) => id).join(' '), rejected, rejects, rows, ...rest };
}

describe('validate', () => {
  it('judges rows once in a stage, and keeps reason, field, rule and the row as it came', async () => {
    const rules = [rule('not_blank', email), rule('email', email, { action: 'trim' })];
    const { text, values, valid, rejected, rejects, rows } = await idsOf(rules);
    expect(text).toMatchInlineSnapshot(
      `"WITH "node.#stage" AS NOT MATERIALIZED (SELECT *, CAST(CASE WHEN "#broken_0" THEN $1 WHEN "#broken_1" THEN $2 END AS BIGINT) AS "#fault_" FROM (SELECT * FROM (SELECT "id", "E-mail ""x""", "born", "left", "amount", "#fault", "#broken_0", "#mended_1", "#original_0", (CASE WHEN "E-mail ""x""" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("E-mail ""x""", $3::VARCHAR) <> '', FALSE) END AND NOT coalesce(regexp_matches("E-mail ""x""", $4), FALSE)) AS "#broken_1" FROM (SELECT "id", CASE WHEN (CASE WHEN "E-mail ""x""" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("E-mail ""x""", $3::VARCHAR) <> '', FALSE) END AND NOT coalesce(regexp_matches("E-mail ""x""", $4), FALSE)) THEN nullif(trim("E-mail ""x""", $3::VARCHAR), '') ELSE "E-mail ""x""" END AS "E-mail ""x""", "born", "left", "amount", "#fault", NOT CASE WHEN "E-mail ""x""" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("E-mail ""x""", $3::VARCHAR) <> '', FALSE) END AS "#broken_0", (CASE WHEN "E-mail ""x""" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("E-mail ""x""", $3::VARCHAR) <> '', FALSE) END AND NOT coalesce(regexp_matches("E-mail ""x""", $4), FALSE)) AS "#mended_1", "E-mail ""x""" AS "#original_0" FROM "in_1")))) SELECT "id", "E-mail ""x""", "born", "left", "amount", "#fault" FROM "node.#stage" WHERE "#fault_" IS NULL"`,
    );
    expect(values).toMatchInlineSnapshot(`
      [
        0n,
        1n,
        " 	

           ​ 　﻿",
        "^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$",
      ]
    `);
    expect([valid, rejected]).toEqual(['1 2 5', '3 4']);
    expect(rows[1]?.[1]).toBe('bo@example.com');
    expect(rejects).toEqual([
      ['rule_email', email, 'nobody', expect.stringContaining('"id":3'), '2'],
      ['rule_not_blank', email, null, expect.stringContaining('"id":4'), '1'],
    ]);
  });

  it.each<[string, ValidationRule[], string]>([
    ['unique, the first one stays, blanks are no duplicates', [rule('unique', email)], '5'],
    ['unique over several fields', [rule('unique', 'born', { fields: [email] })], ''],
    ['type', [rule('type', email, { type: 'integer' })], '1 2 3 5'],
    ['set', [rule('set', email, { values: 'ANA@example.com\nbo@example.com' })], '3'],
    ['set by case', [rule('set', email, { values: 'ANA@example.com', ignoreCase: false })], '1 2 3'],
    ['set of numbers', [rule('set', 'id', { values: '1\n2\n3' })], '4 5'],
    ['range of numbers', [rule('range', 'amount', { min: '0', max: '7.5' })], '1 2'],
    ['range of dates', [rule('range', 'born', { min: '1900-01-01' })], '5'],
    ['length', [rule('length', email, { min: 1, max: 6 })], '1 2 5'],
    ['pattern', [rule('pattern', email, { pattern: '[a-z]+@.*' })], '2 3 5'],
    ['e-mail', [rule('email', email)], '2 3'],
    ['comparison', [rule('comparison', 'born', { operator: 'less_or_equal', other: 'left' })], '4'],
    ['several rules, the first is the reason', [rule('email', email), rule('not_blank', 'born')], '2 3'],
    ['a field with the name of a column of ours', [rule('not_blank', '#fault')], '3 4'],
  ])('rejects by %s', async (_, rules, expected) => {
    const { rejected, valid, rejects } = await idsOf(rules);
    expect(rejected).toBe(expected);
    expect(rejects).toHaveLength(expected === '' ? 0 : expected.split(' ').length);
    expect(`${valid} ${rejected}`.trim().split(' ').sort().join('')).toBe('12345');
  });

  it.each([
    ['phone', '+34 600 12 34 56', true],
    ['phone', '(020) 7946-0958', true],
    ['phone', '12', false],
    ['phone', 'call me', false],
    ['url', 'https://example.com/a?b=c#d', true],
    ['url', 'HTTP://Example.com:8080', true],
    ['url', 'example.com', false],
    ['url', 'https://exa mple.com', false],
    ['date', '2026-02-28', true],
    ['date', '2026-02-30', false],
    ['email', 'a@b', false],
  ] as const)('%s %j is %j', async (check, value, isGood) => {
    const table: Table = { fields: { v: 'text' }, rows: [[value]] };
    expect((await runNode('validate', { rules: [rule(check, 'v')] }, table)).rows).toHaveLength(isGood ? 1 : 0);
  });

  it('compares with another data set, which is not passed on', async () => {
    const known: Table = { fields: { mail: 'text' }, rows: [['ana@example.com '], [null], ['x']] };
    expect((await idsOf([rule('reference', email, { other: 'mail' })], known)).rejected).toBe('2 3');
  });

  it('counts a row as the first of its kind only when nothing else rejects it', async () => {
    const rules = [rule('unique', 'born'), rule('range', 'amount', { min: '8', action: 'reject' })];
    // Row 1 stays; 2 and 4 are below 8, so that they are rejected for that.
    expect((await idsOf(rules)).rejects?.map(([reason]) => reason)).toEqual(['rule_range', 'rule_range', 'rule_range']);
    const flipped = [rule('unique', 'born'), rule('range', 'amount', { max: '8' })];
    expect(await idsOf(flipped)).toMatchObject({ valid: '2 3 5', rejected: '1 4' });
  });

  it('mends, warns and measures without rejecting', async () => {
    const rules = [
      rule('email', email, { action: 'blank' }),
      rule('not_blank', email, { action: 'default', replacement: 'none@example.com' }),
      rule('range', 'amount', { min: '0', action: 'warn' }),
      rule('row_count', ''),
      rule('blank_share', 'left'),
      rule('freshness', 'born'),
      rule('distribution', 'amount'),
      rule('distribution', email),
    ];
    const { rows, rejects, measures } = await idsOf(rules);
    expect(rejects).toBeNull();
    expect(rows.map((row) => row[1])).toEqual([
      'ana@example.com',
      'none@example.com',
      'none@example.com',
      'none@example.com',
      'ANA@example.com',
    ]);
    expect(measures?.slice(0, 5)).toEqual([
      [0, 'fixed', '2'],
      [1, 'fixed', '3'],
      [2, 'broken', '1'],
      [3, 'rows', '5'],
      [4, 'blank_share', 0.6],
    ]);
    expect(measures?.[6]?.[2]).toHaveLength(9);
    const shares = (measures?.[7]?.[2] ?? []) as number[];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('measures nothing in no rows', async () => {
    const rules = [
      rule('row_count', ''),
      rule('blank_share', 'left'),
      rule('freshness', 'born'),
      rule('distribution', email),
    ];
    const { measures } = await runNode('validate', { rules }, { ...contacts, rows: [] });
    expect(measures?.map(([, , value]) => value)).toEqual(['0', null, null, null]);
  });

  it.each<[ValidationRule, string, string]>([
    [rule('email', 'emial'), 'field_unknown', 'rules.0.field'],
    [rule('email', 'born'), 'rule_type_mismatch', 'rules.0.field'],
    [rule('range', email, { min: '1' }), 'rule_type_mismatch', 'rules.0.field'],
    [rule('range', 'amount', { min: 'lots' }), 'value_type_mismatch', 'rules.0.min'],
    [rule('pattern', email, { pattern: '(' }), 'rule_pattern_invalid', 'rules.0.pattern'],
    [rule('comparison', 'born', { other: email }), 'rule_types_differ', 'rules.0.other'],
    [rule('not_blank', 'born', { action: 'default', replacement: 'x' }), 'value_type_mismatch', 'rules.0.replacement'],
    [rule('not_blank', email, { action: 'trim' }), 'rule_action_unsuitable', 'rules.0.action'],
    [rule('freshness', email), 'rule_type_mismatch', 'rules.0.field'],
    [rule('set', email), 'rule_values_missing', 'rules.0.values'],
    [rule('length', email), 'rule_bounds_missing', 'rules.0.min'],
  ])('refuses %j', (bad, code, field) => {
    expect(problemsOf('validate', { rules: [bad] }, contacts.fields)[0]).toMatchObject({ code, field });
  });
});
