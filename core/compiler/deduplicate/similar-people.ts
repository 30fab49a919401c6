import { trimText } from '#core/formula/total-sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import { castSql } from '../cast.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';

/** The fields that tell who a row is about; what is undefined was not chosen. */
export interface PersonFields {
  readonly names: readonly Field[];
  readonly email: Field | undefined;
  readonly phone: Field | undefined;
  /** Percent. */
  readonly threshold: number;
}

/**
 * SELECT of `p`, the place of a row; `root`, the place of the first row about the same person; and `score`, how alike the
 * row is to the one most like it, in percent, NULL for a row that is alone.
 *
 * Rows that say the same are one identity. Identities are compared where they share a block: the same e-mail or phone, a
 * domain and the beginning of a part of the name, or the beginnings of two parts. In a block, in the order of names, each
 * is compared with the ten that follow, so that a large block costs no more than a small one for each row. Whoever is
 * alike is in one group, and so are those who are alike to someone in it, over at most a hundred links.
 */
export function similarPeople(rows: Sql, place: Sql, fields: PersonFields): Sql {
  const { names, email, phone } = fields;
  const threshold = BigInt(fields.threshold);
  const asPerson = joinSql([
    sql`${place} AS p`,
    sql`${nameSql(names)} AS n`,
    sql`${email === undefined ? blank : localPart(email)} AS l`,
    sql`${email === undefined ? blank : domain(email)} AS d`,
    sql`${phone === undefined ? blank : phoneDigits(phone)} AS t`,
  ]);
  const score = scoreSql(fields);
  const sure = sql`SELECT *, CASE WHEN n IS NOT NULL THEN 1 END AS same_n, CASE WHEN l IS NOT NULL OR t IS NOT NULL THEN 1 END AS same_c FROM "#people"`;
  const pairs = sql`SELECT a, b, jaro_winkler_similarity(x.n, y.n) AS same_n, ${contactSimilarity} AS same_c FROM "#near" JOIN "#known" AS x ON x.p = a JOIN "#known" AS y ON y.p = b`;
  return sql`WITH RECURSIVE ${joinSql([
    sql`"#people" AS MATERIALIZED (SELECT ${asPerson} FROM ${rows})`,
    sql`"#known" AS MATERIALIZED (SELECT min(p) AS p, n, l, d, t, count(*) > 1 AS shared FROM (${sure}) WHERE ${score} >= ${threshold}::BIGINT GROUP BY n, l, d, t)`,
    sql`"#blocks" AS (SELECT p, n, unnest(list_distinct(list_filter(${blockKeys}, lambda k: k IS NOT NULL))) AS k FROM "#known")`,
    sql`"#near" AS (SELECT DISTINCT a, b FROM (SELECT p AS a, unnest(list(p) OVER (PARTITION BY k ORDER BY n, p ROWS BETWEEN 1 FOLLOWING AND 10 FOLLOWING)) AS b FROM "#blocks"))`,
    sql`"#links" AS MATERIALIZED (SELECT a, b, ${score} AS score FROM (${pairs}) WHERE ${score} >= ${threshold}::BIGINT)`,
    sql`"#ends" AS MATERIALIZED (SELECT a, b, score FROM "#links" UNION ALL SELECT b, a, score FROM "#links")`,
    sql`"#groups"(p, root, step) USING KEY (p) AS (SELECT p, p, 0 FROM "#known" UNION (SELECT u.p, min(v.root), max(v.step) + 1 FROM recurring."#groups" AS u JOIN "#ends" AS e ON e.a = u.p JOIN "#groups" AS v ON v.p = e.b WHERE v.root < u.root AND v.step < 100 GROUP BY u.p))`,
    sql`"#best" AS (SELECT a AS p, max(score) AS score FROM "#ends" GROUP BY a)`,
  ])} SELECT o.p, coalesce(g.root, o.p) AS root, CASE WHEN k.shared THEN 100 ELSE s.score END AS score FROM "#people" AS o LEFT JOIN "#known" AS k ON k.n IS NOT DISTINCT FROM o.n AND k.l IS NOT DISTINCT FROM o.l AND k.d IS NOT DISTINCT FROM o.d AND k.t IS NOT DISTINCT FROM o.t LEFT JOIN "#groups" AS g ON g.p = k.p LEFT JOIN "#best" AS s ON s.p = k.p`;
}

const blank = sql`CAST(NULL AS VARCHAR)`;

/** Lower case, without accents, the words in alphabetical order: `García, Ana` and `ana garcia` are one. */
function nameSql(names: readonly Field[]): Sql {
  if (names.length === 0) return blank;
  const parts = joinSql(names.map(textOf));
  const folded = sql`regexp_replace(lower(strip_accents(concat_ws(' ', ${parts}))), '[^\\p{L}\\p{N}]+', ' ', 'g')`;
  return sql`nullif(array_to_string(list_sort(list_filter(string_split(${folded}, ' '), lambda w: w <> '')), ' '), '')`;
}

/** What is before the at sign, without what follows a plus and without dots and other signs between letters. */
function localPart(email: Field): Sql {
  const local = sql`regexp_replace(regexp_extract(lower(${trimText(textOf(email))}), '^[^@+]+'), '[^\\p{L}\\p{N}]+', '', 'g')`;
  return sql`CASE WHEN ${domain(email)} IS NOT NULL THEN nullif(${local}, '') END`;
}

function domain(email: Field): Sql {
  return sql`nullif(regexp_extract(lower(${trimText(textOf(email))}), '^[^@]+@([^@\\s]+)$', 1), '')`;
}

/** The last nine digits, which are the same with and without a country code. */
function phoneDigits(phone: Field): Sql {
  const digits = sql`regexp_replace(${textOf(phone)}, '[^0-9]+', '', 'g')`;
  return sql`CASE WHEN length(${digits}) >= 7 THEN right(${digits}, 9) END`;
}

function textOf({ name, type }: Field): Sql {
  return castSql(identifier(name), type, 'text') ?? identifier(name);
}

const blockKeys = sql`list_concat(['e' || l || '@' || d, 't' || t, 'l' || left(l, 4) || ' ' || left(n, 1)], list_concat(list_transform(string_split(n, ' ')[1:4], lambda w: 'd' || d || ' ' || left(w, 3)), list_transform(list_filter([[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]], lambda q: q[2] <= len(string_split(n, ' '))), lambda q: 'n' || left(string_split(n, ' ')[q[1]], 3) || ' ' || left(string_split(n, ' ')[q[2]], 3))))`;

const contactSimilarity = sql`CASE WHEN x.t = y.t THEN 1 ELSE jaro_winkler_similarity(x.l, y.l) * CASE WHEN x.d = y.d THEN 1 ELSE 0.95 END END`;

/**
 * Percent, from how alike the names (`same_n`) and the addresses (`same_c`) are: sixty parts the name, forty the e-mail;
 * the same phone counts as the same e-mail. Where only one of both can be compared it counts nine tenths, but for an
 * e-mail or phone that is the same, which is enough.
 */
function scoreSql({ names, email, phone }: PersonFields): Sql {
  if (email === undefined && phone === undefined) return percent(sql`coalesce(same_n, 0)`);
  if (names.length === 0) return percent(sql`coalesce(same_c, 0)`);
  return percent(
    sql`CASE WHEN same_n IS NULL THEN CASE WHEN same_c = 1 THEN 1 ELSE coalesce(same_c, 0) * 0.9 END WHEN same_c IS NULL THEN same_n * 0.9 ELSE same_n * 0.6 + same_c * 0.4 END`,
  );
}

function percent(share: Sql): Sql {
  return sql`CAST(round(100 * ${share}) AS BIGINT)`;
}
