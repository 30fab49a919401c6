import { describe, expect, it } from 'vitest';
import type { ReplaceSettings } from '#core/graph/nodes/replace.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const table: Table = {
  fields: { id: 'integer', 'País "x"': 'text', rowid: 'text' },
  rows: [
    ['1', ' ESPAÑA ', 'a.b|a.b'],
    ['2', 'Spain', 'A.B'],
    ['3', '  ', 'axb'],
    ['4', null, '\\1 $1'],
    ['5', 'Chad', null],
  ],
};

async function replaced(field: string, settings: Partial<ReplaceSettings>) {
  const result = await runNode('replace', { fields: [field], ...settings }, table);
  const place = result.fields.findIndex(({ name }) => name === field);
  return { ...result, values: result.rows.map((row) => row[place]) };
}

describe('replace', () => {
  it('maps whole values by one search, the first pair first, and blanks where asked', async () => {
    const pairs = [
      { find: 'españa', replace: 'ES' },
      { find: 'Spain ', replace: 'ES' },
      { find: '', replace: 'unknown' },
      { find: 'spain', replace: 'never' },
      { find: 'CHAD', replace: '' },
    ];
    const { text, values } = await replaced('País "x"', { pairs });
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", CASE WHEN CASE WHEN "País ""x""" BETWEEN '!' AND '~~' AND ("País ""x""")[-1] BETWEEN '!' AND '~' THEN lower("País ""x""") WHEN trim("País ""x""") BETWEEN '!' AND '~~' AND (trim("País ""x"""))[-1] BETWEEN '!' AND '~' THEN lower(trim("País ""x""")) ELSE nullif(lower(trim("País ""x""", $1::VARCHAR)), '') END IS NULL THEN $2::VARCHAR ELSE CASE CASE WHEN "País ""x""" BETWEEN '!' AND '~~' AND ("País ""x""")[-1] BETWEEN '!' AND '~' THEN lower("País ""x""") WHEN trim("País ""x""") BETWEEN '!' AND '~~' AND (trim("País ""x"""))[-1] BETWEEN '!' AND '~' THEN lower(trim("País ""x""")) ELSE nullif(lower(trim("País ""x""", $1::VARCHAR)), '') END WHEN lower($3::VARCHAR) THEN $4::VARCHAR WHEN lower($5::VARCHAR) THEN $4::VARCHAR WHEN lower($6::VARCHAR) THEN $7::VARCHAR WHEN lower($8::VARCHAR) THEN NULL ELSE "País ""x""" END END AS "País ""x""", "rowid" FROM "in_1""`,
    );
    expect(values).toEqual(['ES', 'ES', 'unknown', 'unknown', null]);
  });

  it('tells capitals apart where asked', async () => {
    const { values } = await replaced('País "x"', { pairs: [{ find: 'spain', replace: 'ES' }], caseSensitive: true });
    expect(values).toEqual([' ESPAÑA ', 'Spain', '  ', null, 'Chad']);
  });

  it('takes special characters of parts as they are', async () => {
    const pairs = [
      { find: 'a.b', replace: '\\0$1' },
      { find: '|', replace: ' or ' },
    ];
    const { text, values } = await replaced('rowid', { match: 'contains', pairs });
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", "País ""x""", regexp_replace(regexp_replace("rowid", $1::VARCHAR, $2::VARCHAR, $3), $4::VARCHAR, $5::VARCHAR, $3) AS "rowid" FROM "in_1""`,
    );
    expect(values).toEqual(['\\0$1 or \\0$1', '\\0$1', 'axb', '\\1 $1', null]);
    const exact = await replaced('rowid', { match: 'contains', pairs, caseSensitive: true });
    expect(exact.values[1]).toBe('A.B');
  });

  it('puts groups of a pattern into the replacement', async () => {
    const pairs = [{ find: '(\\w)\\.(\\w)', replace: '$2\\.$1' }];
    const { values } = await replaced('rowid', { match: 'pattern', pairs });
    expect(values).toEqual(['b\\.a|b\\.a', 'B\\.A', 'axb', '\\1 $1', null]);
  });

  it.each<[Partial<ReplaceSettings>, string, string]>([
    [{ fields: [] }, 'fields_missing', 'fields'],
    [{ pairs: [] }, 'pairs_missing', 'pairs'],
    [{ match: 'contains', pairs: [{ find: '', replace: 'x' }] }, 'find_missing', 'pairs.0.find'],
    [{ match: 'pattern', pairs: [{ find: '(?=x)', replace: '' }] }, 'pattern_invalid', 'pairs.0.find'],
    [{ match: 'pattern', pairs: [{ find: 'x', replace: '$1' }] }, 'pattern_group_missing', 'pairs.0.replace'],
    [{ fields: ['id'] }, 'field_not_text', 'fields.0'],
    [{ fields: ['rowidd'] }, 'field_unknown', 'fields.0'],
  ])('refuses %j', (settings, code, field) => {
    const all = { fields: ['rowid'], pairs: [{ find: 'a', replace: 'b' }], ...settings };
    expect(problemsOf('replace', all, table.fields)[0]).toMatchObject({ code, field });
  });
});
