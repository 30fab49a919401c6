import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DeduplicateSettings } from '#core/graph/nodes/deduplicate.ts';
import { runNode, type Table } from '../run-node.test-kit.ts';

const fields = { id: 'integer', first: 'text', last: 'text', email: 'text', phone: 'text' } as const;
const people = { names: ['first', 'last'], email: 'email', phone: 'phone', threshold: 92 };

type Person = readonly [first: string | null, last: string | null, email?: string | null, phone?: string | null];

function tableOf(persons: readonly Person[]): Table {
  const rows = persons.map(([first, last, email = null, phone = null], index) => [
    String(index + 1),
    first,
    last,
    email,
    phone,
  ]);
  return { fields, rows };
}

/** Groups as lists of ids, and the score of every row. */
async function group(persons: readonly Person[], settings: Partial<DeduplicateSettings['people']> = {}) {
  const all = {
    match: 'people',
    keep: 'all',
    groupName: 'group',
    scoreName: 'score',
    people: { ...people, ...settings },
  } as const;
  const { rows } = await runNode('deduplicate', all, tableOf(persons));
  const groups: number[][] = [];
  for (const [id, , , , , number] of rows)
    groups[Number(number) - 1] = [...(groups[Number(number) - 1] ?? []), Number(id)];
  return { groups, scores: rows.map((row) => row[6]) };
}

describe('rows about the same person', () => {
  it.each<[string, Person, Person]>([
    ['word order and accents', ['García', 'Ana', 'ana@x.es'], ['ana', 'garcia', 'ANA@x.es ']],
    ['a name written together', ['Ana García', null, 'ana@x.es'], ['Ana', 'García', 'ana@x.es']],
    ['a typing error', ['Jon', 'Smith', 'jon.smith@acme.com'], ['John', 'Smith', 'jonsmith@acme.com']],
    ['a second surname', ['María', 'García', 'maria.garcia@x.es'], ['Maria', 'Garcia Lopez', 'mariagarcia@x.es']],
    ['a tag in the address', ['Bo', 'Li', 'bo+news@x.es'], ['Bo', 'Li', 'bo@x.es']],
    ['another domain', ['Ana', 'García', 'ana.garcia@a.com'], ['Ana', 'García', 'ana.garcia@b.com']],
    ['the same phone', ['Ana', 'García', 'a@a.com', '+34 600 100 200'], ['Ana', 'Garcia', 'z@b.com', '600-100-200']],
    ['an e-mail alone', ['Ana', 'García', 'ana@x.es'], [null, null, 'ana@x.es']],
  ])('are found by %s', async (_, one, other) => {
    expect((await group([one, other])).groups).toEqual([[1, 2]]);
  });

  it.each<[string, Person, Person]>([
    ['share an inbox', ['Ana', 'López', 'info@acme.com'], ['Pedro', 'Ruiz', 'info@acme.com']],
    ['are related', ['Ana', 'García', 'ana@x.es'], ['Eva', 'García', 'eva@x.es']],
    ['have a common name and no e-mail', ['Ana', 'García'], ['Ana', 'García']],
    [
      'have a common name and different addresses',
      ['Ana', 'García', 'agarcia@a.com'],
      ['Ana', 'García', 'presidenta@b.com'],
    ],
    ['are blank', [null, ' ', ''], [null, null, null]],
  ])('are not those who %s', async (_, one, other) => {
    expect((await group([one, other])).groups).toEqual([[1], [2]]);
  });

  it('are those who are alike to someone in the group, with the score of who is most alike', async () => {
    const persons: Person[] = [
      ['Jonathan', 'Smithson', 'jon@acme.com'],
      ['Eva', 'Ruiz', 'eva@x.es'],
      ['Jonathan', 'Smith', 'jon@acme.com'],
      ['Jon', 'Smith', 'jon@acme.com'],
      ['Jon', 'Smith', 'jon@acme.com'],
    ];
    expect(await group(persons, { threshold: 96 })).toEqual({
      groups: [[1, 3], [2], [4, 5]],
      scores: ['98', null, '98', '100', '100'],
    });
    expect((await group(persons, { threshold: 90 })).groups).toEqual([[1, 3, 4, 5], [2]]);
    expect((await group(persons, { threshold: 100 })).groups).toEqual([[1], [2], [3], [4, 5]]);
  });

  it('are found by a name alone where asked', async () => {
    const persons: Person[] = [
      ['Ana', 'García'],
      ['Ana', 'García'],
    ];
    expect((await group(persons, { threshold: 90 })).groups).toEqual([[1, 2]]);
    expect((await group(persons, { email: '', phone: '' })).groups).toEqual([[1, 2]]);
  });
});

it('finds planted duplicates among many, in any order and each time the same', async () => {
  const word = (seed: string) =>
    createHash('sha256')
      .update(seed)
      .digest('hex')
      .slice(0, 8)
      .replace(/[0-9a-f]/g, (digit) => 'bromikelusatinve'[Number.parseInt(digit, 16)] ?? '');
  const originals = Array.from({ length: 120 }, (_, index): Person => {
    const [first, last] = [word(`first ${index}`), word(`last ${index}`)];
    return [first, last, `${first}.${last}@${index % 3 === 0 ? 'gmail.com' : `firm${index % 20}.com`}`];
  });
  // A letter more in the name, and the address without its dot.
  const copies = originals
    .slice(0, 40)
    .map(([first, last, email]): Person => [`${first}a`, last?.toUpperCase() ?? '', email?.replace('.', '')]);
  const { groups, scores } = await group([...originals, ...copies]);
  const pairs = Array.from({ length: 40 }, (_, index) => [index + 1, index + 121]);
  expect(groups.filter((ids) => ids.length > 1)).toEqual(pairs);
  const reversed = await group([...originals, ...copies].toReversed());
  expect(reversed.scores.toReversed()).toEqual(scores);
});

it('says what it does', async () => {
  const settings = { match: 'people', keep: 'complete', groupName: 'group', people } as const;
  const { text, rows } = await runNode(
    'deduplicate',
    settings,
    tableOf([
      ['Ana', 'Sanz', 'ana@x.es'],
      ['Ana', 'Sanz', 'ana@x.es', '600100200'],
      ['Bo', null, null],
    ]),
  );
  expect(rows).toEqual([
    ['2', 'Ana', 'Sanz', 'ana@x.es', '600100200', '1'],
    ['3', 'Bo', null, null, null, '2'],
  ]);
  expect(text).toMatchInlineSnapshot(
    `"SELECT r."id", r."first", r."last", r."email", r."phone", CAST(w.number AS BIGINT) AS "group" FROM "in_1" AS r JOIN (SELECT arg_max("#place", row(CAST(NOT ("id" IS NULL) AS INTEGER) + CAST(CASE WHEN "first" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("first", $1::VARCHAR) <> '', FALSE) END AS INTEGER) + CAST(CASE WHEN "last" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("last", $1::VARCHAR) <> '', FALSE) END AS INTEGER) + CAST(CASE WHEN "email" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("email", $1::VARCHAR) <> '', FALSE) END AS INTEGER) + CAST(CASE WHEN "phone" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("phone", $1::VARCHAR) <> '', FALSE) END AS INTEGER), -"#place")) AS place, row_number() OVER (ORDER BY min("#place")) AS number, min("#score") AS score FROM (SELECT r."id", r."first", r."last", r."email", r."phone", r.rowid AS "#place", s.root AS "#root", s.score AS "#score" FROM "in_1" AS r JOIN (WITH RECURSIVE "#people" AS MATERIALIZED (SELECT rowid AS p, nullif(array_to_string(list_sort(list_filter(string_split(regexp_replace(lower(strip_accents(concat_ws(' ', "first", "last"))), '[^\\p{L}\\p{N}]+', ' ', 'g'), ' '), lambda w: w <> '')), ' '), '') AS n, CASE WHEN nullif(regexp_extract(lower(trim("email", $1::VARCHAR)), '^[^@]+@([^@\\s]+)$', 1), '') IS NOT NULL THEN nullif(regexp_replace(regexp_extract(lower(trim("email", $1::VARCHAR)), '^[^@+]+'), '[^\\p{L}\\p{N}]+', '', 'g'), '') END AS l, nullif(regexp_extract(lower(trim("email", $1::VARCHAR)), '^[^@]+@([^@\\s]+)$', 1), '') AS d, CASE WHEN length(regexp_replace("phone", '[^0-9]+', '', 'g')) >= 7 THEN right(regexp_replace("phone", '[^0-9]+', '', 'g'), 9) END AS t FROM "in_1"), "#known" AS MATERIALIZED (SELECT min(p) AS p, n, l, d, t, count(*) > 1 AS shared FROM (SELECT *, CASE WHEN n IS NOT NULL THEN 1 END AS same_n, CASE WHEN l IS NOT NULL OR t IS NOT NULL THEN 1 END AS same_c FROM "#people") WHERE CAST(round(100 * CASE WHEN same_n IS NULL THEN CASE WHEN same_c = 1 THEN 1 ELSE coalesce(same_c, 0) * 0.9 END WHEN same_c IS NULL THEN same_n * 0.9 ELSE same_n * 0.6 + same_c * 0.4 END) AS BIGINT) >= $2::BIGINT GROUP BY n, l, d, t), "#blocks" AS (SELECT p, n, unnest(list_distinct(list_filter(list_concat(['e' || l || '@' || d, 't' || t, 'l' || left(l, 4) || ' ' || left(n, 1)], list_concat(list_transform(string_split(n, ' ')[1:4], lambda w: 'd' || d || ' ' || left(w, 3)), list_transform(list_filter([[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]], lambda q: q[2] <= len(string_split(n, ' '))), lambda q: 'n' || left(string_split(n, ' ')[q[1]], 3) || ' ' || left(string_split(n, ' ')[q[2]], 3)))), lambda k: k IS NOT NULL))) AS k FROM "#known"), "#near" AS (SELECT DISTINCT a, b FROM (SELECT p AS a, unnest(list(p) OVER (PARTITION BY k ORDER BY n, p ROWS BETWEEN 1 FOLLOWING AND 10 FOLLOWING)) AS b FROM "#blocks")), "#links" AS MATERIALIZED (SELECT a, b, CAST(round(100 * CASE WHEN same_n IS NULL THEN CASE WHEN same_c = 1 THEN 1 ELSE coalesce(same_c, 0) * 0.9 END WHEN same_c IS NULL THEN same_n * 0.9 ELSE same_n * 0.6 + same_c * 0.4 END) AS BIGINT) AS score FROM (SELECT a, b, jaro_winkler_similarity(x.n, y.n) AS same_n, CASE WHEN x.t = y.t THEN 1 ELSE jaro_winkler_similarity(x.l, y.l) * CASE WHEN x.d = y.d THEN 1 ELSE 0.95 END END AS same_c FROM "#near" JOIN "#known" AS x ON x.p = a JOIN "#known" AS y ON y.p = b) WHERE CAST(round(100 * CASE WHEN same_n IS NULL THEN CASE WHEN same_c = 1 THEN 1 ELSE coalesce(same_c, 0) * 0.9 END WHEN same_c IS NULL THEN same_n * 0.9 ELSE same_n * 0.6 + same_c * 0.4 END) AS BIGINT) >= $2::BIGINT), "#ends" AS MATERIALIZED (SELECT a, b, score FROM "#links" UNION ALL SELECT b, a, score FROM "#links"), "#groups"(p, root, step) USING KEY (p) AS (SELECT p, p, 0 FROM "#known" UNION (SELECT u.p, min(v.root), max(v.step) + 1 FROM recurring."#groups" AS u JOIN "#ends" AS e ON e.a = u.p JOIN "#groups" AS v ON v.p = e.b WHERE v.root < u.root AND v.step < 100 GROUP BY u.p)), "#best" AS (SELECT a AS p, max(score) AS score FROM "#ends" GROUP BY a) SELECT o.p, coalesce(g.root, o.p) AS root, CASE WHEN k.shared THEN 100 ELSE s.score END AS score FROM "#people" AS o LEFT JOIN "#known" AS k ON k.n IS NOT DISTINCT FROM o.n AND k.l IS NOT DISTINCT FROM o.l AND k.d IS NOT DISTINCT FROM o.d AND k.t IS NOT DISTINCT FROM o.t LEFT JOIN "#groups" AS g ON g.p = k.p LEFT JOIN "#best" AS s ON s.p = k.p) AS s ON s.p = r.rowid) GROUP BY "#root") AS w ON w.place = r.rowid ORDER BY w.place"`,
  );
});
