import { describe, expect, it } from 'vitest';
import { type CleanedColumn, type Cleaning, createCleaning } from '#core/graph/nodes/clean.ts';
import { compileGraph } from '../compile-graph.ts';
import { composeQuery } from '../compose-query.ts';
import { makeGraph, makeNode, makeSource, now, problemsOf, runNode, type Table } from '../run-node.test-kit.ts';
import { renderSql } from '../sql.ts';

const name = 'the "value"';

function column<As extends Cleaning>(as: As, part: Partial<Extract<CleanedColumn, { as: As }>> = {}): CleanedColumn {
  return { ...createCleaning(as, name), ...part } as CleanedColumn;
}

/** What each text becomes; those that cannot be read are `rejected`. */
async function cleanAll(cleaning: CleanedColumn, texts: readonly (string | null)[]) {
  const table: Table = { fields: { id: 'integer', [name]: 'text' }, rows: texts.map((text, id) => [String(id), text]) };
  const { rows } = await runNode('clean', { columns: [cleaning], onFailure: 'reject' }, table);
  const found = new Map(rows.map(([id, value]) => [Number(id), value]));
  return texts.map((_, id) => (found.has(id) ? found.get(id) : 'rejected'));
}

const cases: [string, CleanedColumn, [string | null, unknown][]][] = [
  [
    'e-mail',
    column('email'),
    [
      [' Ana@Example.COM ', 'ana@example.com'],
      ['Ana López <ana@example.com>', 'ana@example.com'],
      ['a.n.a+news@Gmail.com', 'a.n.a+news@gmail.com'],
      ['ana@example', 'rejected'],
      ['  ', null],
      [null, null],
    ],
  ],
  [
    'e-mail of one inbox',
    column('email', { sameInbox: true }),
    [
      ['a.n.a+news@Gmail.com', 'ana@gmail.com'],
      ['a.n.a@googlemail.com', 'ana@gmail.com'],
      ['a.n.a+news@example.com', 'a.n.a+news@example.com'],
    ],
  ],
  [
    'phone of Spain',
    column('phone', { country: 'ES' }),
    [
      ['600 12 34 56', '+34600123456'],
      ['34600123456', '+34600123456'],
      ['+34 600-12-34-56', '+34600123456'],
      ['0044 (20) 7946-0958', '+442079460958'],
      ['+44 (0)20 7946 0958', '+442079460958'],
      ['Tel. 912 345 678', '+34912345678'],
      ['12', 'rejected'],
      ['call me 600123456', 'rejected'],
      ['+0123456789', 'rejected'],
      [null, null],
    ],
  ],
  [
    'phone of Germany',
    column('phone', { country: 'DE' }),
    [
      ['0170 1234567', '+491701234567'],
      ['491701234567', '+491701234567'],
    ],
  ],
  ['phone of Italy, which keeps its zero', column('phone', { country: 'IT' }), [['06 6982 1234', '+390669821234']]],
  ['phone of Hungary', column('phone', { country: 'HU' }), [['06 20 123 4567', '+36201234567']]],
  [
    'phone of the United States',
    column('phone', { country: 'US' }),
    [
      ['(415) 555-2671', '+14155552671'],
      ['1-415-555-2671', '+14155552671'],
    ],
  ],
  [
    'name',
    column('name'),
    [
      ['  ANA   MARÍA  DE LA FUENTE ', 'Ana María de la Fuente'],
      ['jean-luc o’brien', 'Jean-Luc O’Brien'],
      ["d'angelo mcdonald", "D'Angelo McDonald"],
      ['VAN GOGH', 'Van Gogh'],
      ['john smith iii', 'John Smith III'],
      ['MacLeod DeVito', 'MacLeod DeVito'],
      ['íñigo', 'Íñigo'],
    ],
  ],
  [
    'country',
    column('country'),
    [
      ['España', 'ES'],
      ['spain', 'ES'],
      ['ESP', 'ES'],
      ['es', 'ES'],
      ['EE. UU.', 'US'],
      ['U.S.A.', 'US'],
      ['Países Bajos', 'NL'],
      ['Germany', 'DE'],
      ['Côte d’Ivoire', 'CI'],
      ['Reino Unido', 'GB'],
      ['Atlantis', 'rejected'],
      [' ', null],
    ],
  ],
  [
    'address',
    column('url'),
    [
      ['Example.com/Path', 'https://example.com/Path'],
      ['HTTPS://WWW.Example.com/?utm_source=x&id=7&utm_medium=y#Top', 'https://www.example.com/?id=7#Top'],
      ['https://example.com/?fbclid=1', 'https://example.com/'],
      ['https://example.com/?a=1&gclid=2', 'https://example.com/?a=1'],
      ['https://example.com/?utm_source=a&utm_medium=b', 'https://example.com/'],
      ['not an address', 'rejected'],
      ['mailto:ana@example.com', 'rejected'],
    ],
  ],
  [
    'date, day first',
    column('date'),
    [
      ['31/12/2026', '2026-12-31'],
      ['1-2-26', '2026-02-01'],
      ['31.12.2026 18:30', '2026-12-31'],
      ['2026-12-31', '2026-12-31'],
      ['5 de enero de 2026', '2026-01-05'],
      ['5 Jan 2026', '2026-01-05'],
      ['12/31/2026', 'rejected'],
      ['30/02/2026', 'rejected'],
      ['1/2/202', 'rejected'],
      ['soon', 'rejected'],
    ],
  ],
  [
    'date, month first',
    column('date', { order: 'mdy' }),
    [
      ['12/31/2026', '2026-12-31'],
      ['Dec 31, 2026', '2026-12-31'],
      ['01/02/2026', '2026-01-02'],
    ],
  ],
  [
    'date with time',
    column('date', { withTime: true }),
    [
      ['31/12/2026 18:30', '2026-12-31 18:30:00+00'],
      ['2026-12-31T18:30:00+02:00', '2026-12-31 16:30:00+00'],
      ['31/12/2026 6:30 PM', '2026-12-31 18:30:00+00'],
      ['31/12/2026', '2026-12-31 00:00:00+00'],
    ],
  ],
  [
    'number with a decimal comma',
    column('number'),
    [
      ['1.234,50', '1234.5000000000'],
      ['1.234,50 €', '1234.5000000000'],
      ['-3,5', '-3.5000000000'],
      ['(1.000)', '-1000.0000000000'],
      ['12', '12.0000000000'],
      ['1.23', 'rejected'],
      ['abc', 'rejected'],
      ['', null],
    ],
  ],
  [
    'number with a decimal point',
    column('number', { decimalSeparator: '.' }),
    [
      ['$1,234.50', '1234.5000000000'],
      ['1,5', 'rejected'],
    ],
  ],
];

describe('clean', () => {
  it.each(cases)('reads %s', async (_, cleaning, pairs) => {
    const found = await cleanAll(
      cleaning,
      pairs.map(([text]) => text),
    );
    expect(pairs.map(([text], index) => [text, found[index]])).toEqual(pairs);
  });

  it('reads phones of the country in another field', async () => {
    const table: Table = {
      fields: { [name]: 'text', c: 'text' },
      rows: [
        ['600123456', 'España'],
        ['0170 1234567', 'de'],
        ['600123456', null],
      ],
    };
    const { rows } = await runNode('clean', { columns: [column('phone', { countryField: 'c' })] }, table);
    expect(rows).toEqual([
      ['+34600123456', 'España', null],
      ['+491701234567', 'de', null],
      [null, null, '600123456'],
    ]);
  });

  it('keeps what it cannot read in a column of its own, or sets the row aside', async () => {
    const table: Table = {
      fields: { id: 'integer', [name]: 'text' },
      rows: [
        ['1', 'a@b.co'],
        ['2', 'nobody'],
      ],
    };
    const kept = await runNode('clean', { columns: [column('email')] }, table);
    expect(kept.fields.map((field) => field.name)).toEqual(['id', name, `${name} (original)`]);
    expect(kept.rows).toEqual([
      ['1', 'a@b.co', null],
      ['2', null, 'nobody'],
    ]);
    expect(kept.rejects).toBeNull();
    const rejected = await runNode('clean', { columns: [column('email')], onFailure: 'reject' }, table);
    expect(rejected.rejects).toEqual([['clean_failed', name, 'nobody', expect.stringContaining('"id":2')]]);
    expect(rejected.text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", "#clean_0" AS "the ""value""" FROM (SELECT "id", "the ""value""", CASE WHEN regexp_matches("the ""value""", $1) THEN lower("the ""value""") WHEN regexp_matches(trim("the ""value"""), $1) THEN lower(trim("the ""value""")) ELSE list_transform([CASE WHEN regexp_full_match("the ""value""", $2::VARCHAR) THEN lower("the ""value""") ELSE list_transform(["the ""value"""], lambda v: list_filter([lower(regexp_replace(regexp_replace(v, $3::VARCHAR, '\\1'), $4::VARCHAR, '', 'g'))], lambda w: w <> '')[1])[1] END], lambda v: CASE WHEN regexp_matches(v, $1) THEN v END)[1] END AS "#clean_0" FROM "in_1") WHERE NOT (("#clean_0" IS NULL AND CASE WHEN "the ""value""" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("the ""value""", $5::VARCHAR) <> '', FALSE) END))"`,
    );
  });

  it('takes the parameters of a campaign apart', async () => {
    const table: Table = {
      fields: { [name]: 'text' },
      rows: [['https://x.co/?utm_source=spring%20news&utm_medium=mail'], [null]],
    };
    const { rows, fields } = await runNode('clean', { columns: [column('utm')] }, table);
    expect(fields.map((field) => field.name).slice(1)).toEqual([
      'utm_source',
      'utm_medium',
      'utm_campaign',
      'utm_term',
      'utm_content',
    ]);
    expect(rows[0]?.slice(1)).toEqual(['spring news', 'mail', null, null, null]);
    expect(rows[1]).toEqual([null, null, null, null, null, null]);
  });

  it.each<[CleanedColumn, string, string]>([
    [column('email', { field: 'vlaue' }), 'field_unknown', 'columns.0.field'],
    [column('email', { field: 'n' }), 'field_not_text', 'columns.0.field'],
    [column('phone'), 'cleaning_country_missing', 'columns.0.country'],
  ])('refuses %j', (bad, code, field) => {
    expect(problemsOf('clean', { columns: [bad] }, { value: 'text', [name]: 'text', n: 'integer' })[0]).toMatchObject({
      code,
      field,
    });
  });

  it('passes the places of rows on to readers of them', () => {
    const nodes = [
      makeSource('in_1', { [name]: 'text' }),
      makeNode('clean', 'clean', { columns: [column('email')] }),
      makeNode('last', 'deduplicate', { keys: [name], keep: 'last' }),
    ];
    const { plan } = compileGraph(makeGraph(nodes, ['in_1>clean', 'clean>last']), { now });
    const { text } = renderSql(composeQuery(plan, 'last', new Set()));
    expect(text).toContain('"clean" AS NOT MATERIALIZED (SELECT rowid,');
    expect(text).not.toContain('row_number()');
  });
});
