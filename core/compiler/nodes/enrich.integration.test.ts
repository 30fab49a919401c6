import { describe, expect, it } from 'vitest';
import { type EnrichSettings, type FactName, factNames } from '#core/graph/nodes/enrich.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

function enrich(field: string, values: readonly (string | null)[], facts: readonly FactName[]) {
  const table: Table = { fields: { [field]: 'text' }, rows: values.map((value) => [value]) };
  return runNode('enrich', { columns: facts.map((fact) => ({ field, fact, name: fact })) }, table);
}

describe('enrich by e-mail', () => {
  it('tells domain, company, free mail and role', async () => {
    const addresses = ['Ana@Acme.es', 'Bo <bo@GMAIL.com>', 'no-reply+x@acme.co.uk', 'ventas2@yahoo.es', 'nobody', null];
    const { rows, fields, text } = await enrich('mail', addresses, [
      'email_domain',
      'company_domain',
      'free_mail',
      'role_address',
    ]);
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['acme.es', 'acme.es', false, false],
      ['gmail.com', null, true, false],
      ['acme.co.uk', 'acme.co.uk', false, true],
      ['yahoo.es', null, true, true],
      [null, null, null, null],
      [null, null, null, null],
    ]);
    expect(fields.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'boolean', 'boolean']);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "mail", split_part("#read_0", '@', 2) AS "email_domain", CASE WHEN NOT list_contains(string_split($1::VARCHAR, ' '), split_part("#read_0", '@', 2)) THEN split_part("#read_0", '@', 2) END AS "company_domain", list_contains(string_split($1::VARCHAR, ' '), split_part("#read_0", '@', 2)) AS "free_mail", list_contains(string_split($2::VARCHAR, ' '), regexp_replace(regexp_extract("#read_0", '^[^@+]+'), '[^a-z]+', '', 'g')) AS "role_address" FROM (SELECT "mail", CASE WHEN regexp_matches("mail", $3) THEN lower("mail") WHEN regexp_matches(trim("mail"), $3) THEN lower(trim("mail")) ELSE list_transform([CASE WHEN regexp_full_match("mail", $4::VARCHAR) THEN lower("mail") ELSE list_transform(["mail"], lambda v: list_filter([lower(regexp_replace(regexp_replace(v, $5::VARCHAR, '\\1'), $6::VARCHAR, '', 'g'))], lambda w: w <> '')[1])[1] END], lambda v: CASE WHEN regexp_matches(v, $3) THEN v END)[1] END AS "#read_0" FROM "in_1")"`,
    );
  });

  it.each(['hotmail.com.ar', 'outlook.pt', 'telefonica.net', 'web.de', 'proton.me', '163.com'])(
    'knows %s',
    async (domain) => {
      expect((await enrich('mail', [`a@${domain}`], ['free_mail'])).rows[0]?.[1]).toBe(true);
    },
  );
});

describe('enrich by country', () => {
  it('tells what is known of a country, however it is written', async () => {
    const facts = [
      'country_code',
      'country_name',
      'country_name_es',
      'continent',
      'sales_region',
      'eea',
      'calling_code',
      'currency',
    ] as const;
    const { rows } = await enrich(
      'land',
      ['españa', 'MEX', 'Deutschland', 'us', 'Atlantis', null, 'JP', 'Turkey', 'Suiza'],
      facts,
    );
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['ES', 'Spain', 'España', 'Europe', 'EMEA', true, '+34', 'EUR'],
      ['MX', 'Mexico', 'México', 'North America', 'LATAM', false, '+52', 'MXN'],
      ['DE', 'Germany', 'Alemania', 'Europe', 'EMEA', true, '+49', 'EUR'],
      ['US', 'United States', 'Estados Unidos', 'North America', 'NORTHAM', false, '+1', 'USD'],
      Array(8).fill(null),
      Array(8).fill(null),
      ['JP', 'Japan', 'Japón', 'Asia', 'APAC', false, '+81', 'JPY'],
      ['TR', expect.any(String), 'Turquía', 'Asia', 'EMEA', false, '+90', 'TRY'],
      ['CH', 'Switzerland', 'Suiza', 'Europe', 'EMEA', false, '+41', 'CHF'],
    ]);
  });
});

it('keeps the order of rows, and their places for a step that asks for them', async () => {
  const rows = Array.from({ length: 3000 }, (_, index) => [`a${index}@x.es`]);
  const { rows: out } = await enrich(
    'mail',
    rows.map(([mail]) => mail ?? null),
    ['free_mail'],
  );
  expect(out.map(([mail]) => mail)).toEqual(rows.map(([mail]) => mail));
}, 20_000);

it('makes a column of every kind beside one that is called like the places of rows', async () => {
  const { fields } = await runNode(
    'enrich',
    { columns: factNames.map((fact) => ({ field: 'rowid', fact, name: `${fact} of it` })) },
    { fields: { rowid: 'text' }, rows: [['a@b.es']] },
  );
  expect(fields).toHaveLength(factNames.length + 1);
});

it.each<[Partial<EnrichSettings>, string, string]>([
  [{ columns: [] }, 'enrichments_missing', 'columns'],
  [{ columns: [{ field: '', fact: 'currency', name: 'x' }] }, 'field_missing', 'columns.0.field'],
  [{ columns: [{ field: 'n', fact: 'currency', name: 'x' }] }, 'field_not_text', 'columns.0.field'],
  [{ columns: [{ field: 'mail', fact: 'currency', name: '' }] }, 'name_missing', 'columns.0.name'],
  [{ columns: [{ field: 'mail', fact: 'currency', name: 'Mail' }] }, 'field_name_repeated', 'columns.0.name'],
])('refuses %j', (settings, code, field) => {
  expect(problemsOf('enrich', settings, { mail: 'text', n: 'integer' })[0]).toMatchObject({ code, field });
});
