import { joinSql, type Sql, sql } from '../sql.ts';

/**
 * A reproducible number in [0, 2³¹−1) for a row and a purpose, in plain 64-bit arithmetic:
 * two Lehmer steps (Park & Miller 48271, L'Ecuyer 69621, modulus 2³¹−1) with a shift between.
 * Independent of the engine's own hash functions, which may change between versions.
 */
export function randomNumber(row: Sql, purpose: number): Sql {
  const first = sql`(((${row} + 1) * 48271 + ${literal(purpose * 7919)}) % 2147483647)`;
  return sql`((xor(${first}, ${first} >> 13) * 69621 + ${literal(purpose)}) % 2147483647)`;
}

/** One of the texts, each as likely as the others. */
export function pickText(row: Sql, purpose: number, texts: readonly string[]): Sql {
  const list = joinSql(texts.map((text) => sql`${text}`));
  return sql`([${list}])[1 + ${randomNumber(row, purpose)} % ${literal(texts.length)}]`;
}

/** Whether the row falls into the given share, in percent. */
export function happens(row: Sql, purpose: number, percent: number): Sql {
  return sql`(${randomNumber(row, purpose)} % 100 < ${literal(percent)})`;
}

/** A whole number as SQL text, so that arithmetic stays in integers. */
export function literal(value: number): Sql {
  return { parts: [{ text: String(Math.trunc(value)) }] };
}
