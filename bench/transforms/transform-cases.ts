import { emailPattern } from '#core/formula/functions/marketing.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import type { TableName } from './transform-tables.ts';

/** A transform with settings, and the SQL that someone who knows the engine writes for the same rows. */
export interface TransformCase {
  readonly name: string;
  readonly kind: NodeKind;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Tables that are read, in the order of the node's inputs. */
  readonly inputs: readonly TableName[];
  readonly handWritten: string;
}

function measure<Kind extends NodeKind>(
  name: string,
  kind: Kind,
  settings: Partial<SettingsOf<Kind>>,
  handWritten: string,
  inputs: TransformCase['inputs'] = ['people'],
): TransformCase {
  return { name, kind, settings, inputs, handWritten };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

// A bare cast makes 2 of 1.5.
const wholeNumber = `CASE WHEN regexp_full_match(points, '[+-]?[0-9]+') THEN TRY_CAST(points AS BIGINT) END`;
const email = `nullif(lower(trim(email, ' ')), '')`;
const byEmail = [{ left: 'email', right: 'email', compare: 'text' as const }];

export const transformCases: readonly TransformCase[] = [
  measure(
    'filter',
    'filter',
    { conditions: [{ field: 'email', operator: 'contains', value: '@example' }] },
    `SELECT * FROM people WHERE contains(lower(email), '@example')`,
  ),
  measure(
    'select',
    'select',
    { columns: [{ source: 'score', name: 'points', type: 'text', format: '' }] },
    `SELECT id, email, name, country, tags, amount, CAST(score AS VARCHAR) AS points, day, updated_at, data, body FROM people`,
  ),
  measure(
    'select from text',
    'select',
    {
      columns: [
        { source: 'points', name: 'points', type: 'integer', format: '' },
        { source: 'day', name: 'day', type: 'date', format: '' },
      ],
    },
    `SELECT id, ${wholeNumber} AS points, TRY_CAST(day AS DATE) AS day FROM entries WHERE NOT ((${wholeNumber} IS NULL AND points IS NOT NULL) OR (TRY_CAST(day AS DATE) IS NULL AND day IS NOT NULL))`,
    ['entries'],
  ),
  measure(
    'check',
    'validate',
    {
      rules: [
        { check: 'not_blank', field: 'email', action: 'reject', replacement: '' },
        { check: 'email', field: 'email', action: 'reject', replacement: '' },
        { check: 'range', field: 'score', action: 'reject', replacement: '', min: '10', max: '' },
      ],
    },
    `SELECT * FROM people WHERE trim(email, ' ') <> '' AND regexp_matches(email, ${quote(emailPattern)}) AND score >= 10`,
  ),
  measure(
    'route',
    'route',
    {
      branches: [
        {
          id: 'branch_1',
          name: 'high',
          match: 'all',
          conditions: [{ field: 'score', operator: 'greater', value: '500' }],
          groups: [],
        },
      ],
    },
    `SELECT * FROM people WHERE score > 500`,
  ),
  measure(
    'clean up',
    'clean',
    { columns: [{ as: 'email', field: 'email', sameInbox: false }], onFailure: 'reject' },
    `SELECT * EXCLUDE (clean) REPLACE (clean AS email) FROM (SELECT *, CASE WHEN regexp_matches(lower(trim(email, ' ')), ${quote(emailPattern)}) THEN lower(trim(email, ' ')) END AS clean FROM people) WHERE clean IS NOT NULL OR coalesce(trim(email, ' '), '') = ''`,
  ),
  measure(
    'protect',
    'protect',
    { columns: [{ as: 'hash', field: 'email', keyed: false, tidy: true }] },
    `SELECT * REPLACE (sha256(nullif(lower(trim(email, ' ')), '')) AS email) FROM people`,
  ),
  measure(
    'currency',
    'currency',
    {
      amount: 'amount',
      from: { field: '', code: 'USD' },
      to: { field: '', code: 'EUR' },
      date: 'day',
      rates: { date: 'day', from: '', to: 'currency', rate: 'rate', base: 'EUR' },
      name: 'euros',
    },
    `SELECT p.*, CAST(round(CAST(p.amount AS DOUBLE) / CAST(r.rate AS DOUBLE), 2) AS DECIMAL(38,10)) AS euros FROM people p ASOF LEFT JOIN (SELECT * FROM rates WHERE currency = 'USD') r ON p.day >= r.day`,
    ['people', 'rates'],
  ),
  measure(
    'enrich',
    'enrich',
    { columns: [{ field: 'email', fact: 'email_domain', name: 'domain' }] },
    `SELECT *, CASE WHEN regexp_matches(lower(trim(email, ' ')), ${quote(emailPattern)}) THEN split_part(lower(trim(email, ' ')), '@', 2) END AS domain FROM people`,
  ),
  measure(
    'deduplicate, most complete',
    'deduplicate',
    { keys: ['email'], keep: 'complete' },
    `SELECT * FROM people QUALIFY ${email} IS NULL OR row_number() OVER (PARTITION BY ${email} ORDER BY (name IS NULL)::INT + (country IS NULL)::INT + (tags IS NULL)::INT + (amount IS NULL)::INT + (score IS NULL)::INT + (day IS NULL)::INT + (updated_at IS NULL)::INT + (data IS NULL)::INT + (body IS NULL)::INT, rowid) = 1`,
  ),
  measure(
    'deduplicate, merged',
    'deduplicate',
    { keys: ['email'], keep: 'merge', orderBy: 'updated_at' },
    `SELECT ${['id', 'email', 'name', 'country', 'tags', 'amount', 'score', 'day', 'updated_at', 'data', 'body'].map((name) => `arg_max(${name}, row(updated_at, -rowid)) FILTER (WHERE ${name} IS NOT NULL) AS ${name}`).join(', ')} FROM people GROUP BY coalesce(${email}, CAST(rowid AS VARCHAR))`,
  ),
  measure(
    'formula',
    'formula',
    { columns: [{ name: 'email', formula: 'LOWER([email])' }] },
    `SELECT * REPLACE (lower(email) AS email) FROM people`,
  ),
  measure(
    'deduplicate',
    'deduplicate',
    { keys: ['email'], keep: 'last', orderBy: 'updated_at' },
    `SELECT * FROM people QUALIFY ${email} IS NULL OR row_number() OVER (PARTITION BY ${email} ORDER BY updated_at DESC NULLS LAST, rowid DESC) = 1`,
  ),
  measure(
    'join',
    'join',
    { keys: byEmail, type: 'left' },
    `SELECT p.*, o.email AS "email (2)", o.owner, o.quota FROM people p LEFT JOIN owners o ON nullif(lower(trim(p.email, ' ')), '') = nullif(lower(trim(o.email, ' ')), '')`,
    ['people', 'owners'],
  ),
  measure(
    'lookup',
    'lookup',
    { keys: byEmail, columns: [{ field: 'owner', name: 'owner', otherwise: 'none' }] },
    `SELECT p.*, CASE WHEN o.k IS NULL THEN 'none' ELSE o.owner END AS owner FROM people p LEFT JOIN (SELECT nullif(lower(trim(email, ' ')), '') AS k, arg_min(owner, rowid) AS owner FROM owners GROUP BY k) o ON nullif(lower(trim(p.email, ' ')), '') = o.k`,
    ['people', 'owners'],
  ),
  measure('union', 'union', {}, `SELECT * FROM people UNION ALL BY NAME SELECT * FROM owners`, ['people', 'owners']),
  measure(
    'aggregate',
    'aggregate',
    {
      groupBy: ['country'],
      measures: [
        { name: 'n', function: 'count', field: '' },
        { name: 'total', function: 'sum', field: 'amount' },
        { name: 'emails', function: 'count_distinct', field: 'email' },
      ],
    },
    `SELECT country, count(*) AS n, CAST(sum(amount) AS DECIMAL(38,10)) AS total, count(DISTINCT nullif(trim(email, ' '), '')) AS emails FROM people GROUP BY country ORDER BY country NULLS LAST`,
  ),
  measure(
    'sort',
    'sort',
    { by: [{ field: 'score', direction: 'desc' }], limit: 100_000 },
    `SELECT * FROM people ORDER BY score DESC NULLS LAST, rowid LIMIT 100000`,
  ),
  measure(
    'replace values',
    'replace',
    {
      fields: ['country'],
      pairs: ['es', 'de', 'fr', 'pt', 'mx', 'ar'].map((find) => ({ find, replace: find.toUpperCase() })),
    },
    `SELECT * REPLACE (CASE lower(trim(country, ' ')) WHEN 'es' THEN 'ES' WHEN 'de' THEN 'DE' WHEN 'fr' THEN 'FR' WHEN 'pt' THEN 'PT' WHEN 'mx' THEN 'MX' WHEN 'ar' THEN 'AR' ELSE country END AS country) FROM people`,
  ),
  measure(
    'replace parts',
    'replace',
    { fields: ['name'], match: 'contains', pairs: [{ find: 'Surname', replace: 'S.' }], caseSensitive: true },
    `SELECT * REPLACE (replace(name, 'Surname', 'S.') AS name) FROM people`,
  ),
  measure(
    'split into columns',
    'split',
    { field: 'tags', names: ['a', 'b', 'c'] },
    `SELECT id, email, name, country, tags, nullif(trim(parts[1], ' '), '') AS a, nullif(trim(parts[2], ' '), '') AS b, nullif(trim(parts[3], ' '), '') AS c, amount, score, day, updated_at, data, body FROM (SELECT *, string_split(tags, ',') AS parts FROM people)`,
  ),
  measure(
    'split into rows',
    'split',
    { field: 'tags', into: 'rows' },
    `SELECT * EXCLUDE (parts) REPLACE (unnest(CASE WHEN len(parts) > 0 THEN parts ELSE [NULL] END) AS tags) FROM (SELECT *, [trim(x, ' ') FOR x IN string_split(tags, ',') IF trim(x, ' ') <> ''] AS parts FROM people)`,
  ),
  measure(
    'merge',
    'merge',
    { fields: ['name', 'country', 'tags'], separator: ' / ', name: 'all' },
    `SELECT *, nullif(concat_ws(' / ', nullif(trim(name, ' '), ''), nullif(trim(country, ' '), ''), nullif(trim(tags, ' '), '')), '') AS "all" FROM people`,
  ),
  measure(
    'pivot',
    'pivot',
    {
      groupBy: ['day'],
      field: 'country',
      values: ['es', 'de', 'fr', 'pt'].map((value) => ({ value, name: value })),
      function: 'sum',
      measure: 'amount',
    },
    `SELECT day, ${['es', 'de', 'fr', 'pt'].map((value) => `CAST(sum(amount) FILTER (WHERE k = '${value}') AS DECIMAL(38,10)) AS ${value}`).join(', ')} FROM (SELECT day, amount, lower(trim(country, ' ')) AS k FROM people) GROUP BY day ORDER BY day`,
  ),
  measure(
    'unpivot',
    'unpivot',
    { fields: ['score', 'amount'], nameColumn: 'which', valueColumn: 'value' },
    `SELECT * FROM (SELECT * REPLACE (CAST(score AS DECIMAL(38,10)) AS score) FROM people) UNPIVOT (value FOR which IN (score, amount))`,
  ),
  measure('sample first', 'sample', { rows: 100_000 }, `SELECT * FROM people LIMIT 100000`),
  measure(
    'sample every',
    'sample',
    { method: 'every', step: 10 },
    `SELECT * EXCLUDE (n) FROM (SELECT *, row_number() OVER () AS n FROM people) WHERE n % 10 = 1`,
  ),
  measure(
    'sample random',
    'sample',
    { method: 'random', rows: 100_000, seed: 7 },
    `SELECT * FROM people WHERE rowid IN (SELECT rowid FROM people ORDER BY hash(rowid, 7::BIGINT) LIMIT 100000)`,
  ),
  measure(
    'window',
    'window',
    {
      groupBy: ['country'],
      orderBy: [{ field: 'updated_at', direction: 'asc' }],
      columns: [
        { name: 'so far', function: 'running_total', field: 'amount', rows: 1 },
        { name: 'before', function: 'previous', field: 'score', rows: 1 },
        { name: 'n', function: 'row_number', field: '', rows: 1 },
      ],
    },
    `SELECT *, CAST(sum(amount) OVER (w ROWS UNBOUNDED PRECEDING) AS DECIMAL(38,10)) AS "so far", lag(score) OVER w AS before, row_number() OVER w AS n FROM people WINDOW w AS (PARTITION BY country ORDER BY updated_at NULLS LAST, rowid)`,
  ),
  measure(
    'explode',
    'explode',
    { field: 'lines' },
    `SELECT id, nullif(line, 'null') AS lines FROM (SELECT id, unnest(CASE WHEN json_type(lines) = 'ARRAY' AND json_array_length(lines) > 0 THEN CAST(lines AS JSON[]) ELSE [nullif(nullif(lines, '[]'), 'null')] END) AS line FROM orders)`,
    ['orders'],
  ),
  measure(
    'flatten',
    'flatten',
    {
      field: 'data',
      columns: [
        { path: ['plan'], name: 'plan', type: 'text' },
        { path: ['seats'], name: 'seats', type: 'integer' },
      ],
    },
    `SELECT id, email, name, country, tags, amount, score, day, updated_at, data ->> '$.plan' AS plan, TRY_CAST(data ->> '$.seats' AS BIGINT) AS seats, body FROM people WHERE NOT (TRY_CAST(data ->> '$.seats' AS BIGINT) IS NULL AND (data ->> '$.seats') IS NOT NULL)`,
  ),
  measure(
    'parse-json',
    'parse-json',
    {
      field: 'body',
      columns: [
        { path: ['since'], name: 'since', type: 'date' },
        { path: ['n'], name: 'n', type: 'integer' },
      ],
    },
    `SELECT id, email, name, country, tags, amount, score, day, updated_at, data, TRY_CAST(j ->> '$.since' AS DATE) AS since, TRY_CAST(j ->> '$.n' AS BIGINT) AS n FROM (SELECT *, TRY_CAST(body AS JSON) AS j FROM people) WHERE NOT ((j IS NULL AND body <> '') OR (TRY_CAST(j ->> '$.since' AS DATE) IS NULL AND (j ->> '$.since') IS NOT NULL) OR (TRY_CAST(j ->> '$.n' AS BIGINT) IS NULL AND (j ->> '$.n') IS NOT NULL))`,
  ),
  measure(
    'build-json',
    'build-json',
    {
      fields: [
        { field: 'name', key: 'name' },
        { field: 'score', key: 'score' },
        { field: 'data', key: 'data' },
      ],
      name: 'object',
    },
    `SELECT *, json_object('name', name, 'score', score, 'data', data) AS object FROM people`,
  ),
  measure(
    'sql',
    'sql',
    {
      query: 'SELECT country, count(*) AS n FROM input GROUP BY country',
      columns: [
        { name: 'country', type: 'text' },
        { name: 'n', type: 'integer' },
      ],
    },
    `SELECT country, count(*) AS n FROM people GROUP BY country`,
  ),
];
