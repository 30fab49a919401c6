import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDuckDbType } from '#core/compiler/duckdb-type.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import { createEnginePool } from '#core/engine/engine-pool.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Field } from '#core/graph/field-type.ts';
import hostileStrings from '#core/platform/hostile-strings.json' with { type: 'json' };
import messages from '#messages/en/formula.json' with { type: 'json' };
import { compileFormula } from './compile-formula.ts';
import { brokenFormulas, formulas, fuzzFactor, marker } from './generate-formula.test-kit.ts';
import { quoteField } from './quote-field.ts';

const now = '2026-11-15T09:30:00Z';
const fields: readonly Field[] = [
  { name: 'Name', type: 'text' },
  { name: 'Email "x"', type: 'text' },
  { name: 'Age', type: 'integer' },
  { name: 'Price', type: 'decimal' },
  { name: 'Score', type: 'number' },
  { name: 'Active', type: 'boolean' },
  { name: 'Born', type: 'date' },
  { name: 'Seen', type: 'datetime' },
  { name: 'Payload', type: 'json' },
];
const hostileRows = `CREATE TABLE typed AS SELECT "Name", "Email ""x""", "Age"::BIGINT AS "Age",
    "Price"::DECIMAL(38,10) AS "Price", "Score"::DOUBLE AS "Score", "Active", "Born"::DATE AS "Born",
    "Seen"::TIMESTAMPTZ AS "Seen", "Payload"::JSON AS "Payload" FROM (VALUES
    ('Ana', ' Ana@Example.com ', '34', '12.50', '3.5', TRUE, '1990-06-15', '2026-01-31 23:59:59', '{"a":1}'),
    ('', 'x''; DROP TABLE people; --', '9223372036854775807', '9999999999999999999999999999.9999999999', '1.7e308',
      FALSE, 'infinity', '-infinity', 'null'),
    (' \u00a0\t\n', '\u{1F469}\u200d\u{1F467} é%_\\$1', '-9223372036854775808',
      '-9999999999999999999999999999.9999999999', 'nan', NULL, '5877641-06-24 (BC)', '294247-01-10 04:00:54', '[]'),
    (repeat('a]"''', 300), '=cmd|''/C calc''!A0', '0', '0', 'inf', TRUE, '0001-01-01', '1969-12-31 23:59:59.999999',
      '["x",{"a":[1,null]},1e400,-0]'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
  ) AS t("Name", "Email ""x""", "Age", "Price", "Score", "Active", "Born", "Seen", "Payload")`;

const pool = createEnginePool({ warm: 1, maxSessions: 2 });
const folder = mkdtempSync(join(tmpdir(), 'telar-formula-'));
const open = (memoryLimitMb: number, deadlineMs: number) =>
  pool.open({ folder, storage: 'memory', memoryLimitMb, deadlineMs, threads: 1 });
const runsOf = (count: number) => ({ seed: 20261115, numRuns: count * fuzzFactor });

let session: EngineSession;

beforeAll(async () => {
  session = await open(512, 600_000);
  await session.execute({ text: hostileRows, values: [] });
});
afterAll(async () => {
  await session.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

type Compiled = { readonly sql: Sql; readonly type: Field['type'] };

/** The compiled formula; null when it has an error, which must say where and have a sentence. */
function compile(source: string, known: readonly Field[] = fields): Compiled | null {
  const compiled = compileFormula(source, known, { now });
  if (!('error' in compiled)) return compiled;
  const { code, start, end } = compiled.error;
  expect(messages.errors).toHaveProperty(code);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThanOrEqual(start);
  expect(end).toBeLessThanOrEqual(source.length);
  return null;
}

function expectOnlyBoundValues({ sql: { parts } }: Compiled): void {
  for (const part of parts) if ('text' in part) expect(part.text).not.toContain(marker);
}

/** Runs all in one query, as a node with several columns does: the engine then shares parts between them. */
async function expectToRun(compiled: readonly Compiled[]): Promise<void> {
  if (compiled.length === 0) return;
  const columns = compiled.map(({ sql: formula }, index) => sql`${formula} AS ${identifier(`column ${index}`)}`);
  const selected = sql`SELECT ${joinSql(columns)} FROM typed`;
  const described = await session.describe(renderSql(selected));
  expect(described.map(({ duckDbType }) => duckDbType)).toEqual(compiled.map(({ type }) => toDuckDbType(type)));
  const lengths = sql`SELECT length(CAST(COLUMNS(*) AS VARCHAR)) FROM (${selected})`;
  expect((await session.queryRows(renderSql(lengths))).rows).toHaveLength(5);
}

describe('random formulas', () => {
  it('run on every row with the promised type, their text only ever bound', { timeout: 600_000 }, async () => {
    let compiledCount = 0;
    const seenTypes = new Set<string>();
    const batches = fc.array(formulas(fields), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, async (sources) => {
        const compiled = sources.flatMap((source) => compile(source) ?? []);
        compiled.forEach(expectOnlyBoundValues);
        await expectToRun(compiled);
        compiledCount += compiled.length;
        for (const { type } of compiled) seenTypes.add(type);
      }),
      runsOf(80),
    );
    expect(compiledCount).toBeGreaterThan(160 * fuzzFactor);
    expect(seenTypes.size).toBe(8);
  });

  it('that are broken have an error with a place, or run', { timeout: 600_000 }, async () => {
    let refused = 0;
    const batches = fc.array(brokenFormulas(fields), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(batches, async (sources) => {
        const compiled = sources.flatMap((source) => compile(source) ?? []);
        refused += sources.length - compiled.length;
        await expectToRun(compiled);
      }),
      runsOf(40),
    );
    expect(refused).toBeGreaterThan(400 * fuzzFactor);
  });

  it('would be caught if they failed on a row or put text into SQL', async () => {
    const failing: Compiled = { type: 'integer', sql: sql`CAST("Name" AS BIGINT)` };
    await expect(expectToRun([failing])).rejects.toMatchObject({ name: 'TelarError' });
    expect(() => expectOnlyBoundValues({ type: 'text', sql: { parts: [{ text: `'${marker}'` }] } })).toThrow();
  });
});

describe('hostile strings', () => {
  const strings = [...hostileStrings, 'a\u0000b', "']; DROP TABLE typed; --", ']]', '"', "'"].filter(
    (text) => text !== '',
  );

  it('are the same after having been a literal', async () => {
    expect(strings.length).toBeGreaterThan(500);
    for (const quote of ['"', "'"]) {
      const compiled = strings.map((text) => compile(quote + text.replaceAll(quote, quote + quote) + quote));
      // In bytes, because reading drops a byte order mark.
      const values = compiled.map((one) => sql`to_base64(encode(${one?.sql ?? sql`NULL`}))`);
      const { rows } = await session.queryRows(renderSql(sql`SELECT ${joinSql(values)}`));
      expect(rows[0]).toEqual(strings.map((text) => Buffer.from(text).toString('base64')));
    }
  });

  it('are names of fields like any other', async () => {
    const names = [...new Map(strings.map((name) => [name.toLowerCase(), name])).values()].slice(0, 300);
    const columns = names.map((name, index) => sql`${`value ${index}`}::VARCHAR AS ${identifier(name)}`);
    const known = names.map((name): Field => ({ name, type: 'text' }));
    const compiled = names.map((name) => compile(`UPPER(${quoteField(name)})`, known)?.sql ?? sql`NULL`);
    const query = sql`SELECT ${joinSql(compiled)} FROM (SELECT ${joinSql(columns)})`;
    const { rows } = await session.queryRows(renderSql(query));
    expect(rows[0]).toEqual(names.map((_, index) => `VALUE ${index}`));
  });
});

describe('memory bombs', () => {
  const bomb = (source: string, rows: number) => {
    const compiled = compile(source, [{ name: 'n', type: 'text' }]);
    if (compiled === null) expect.fail(`${source} does not compile`);
    return renderSql(
      sql`SELECT max(length(${compiled.sql})) FROM (SELECT CAST(i AS VARCHAR) AS n FROM range(${BigInt(rows)}) r(i))`,
    );
  };

  it.each([
    ['REPEAT("x", 2000000000)', '10000'],
    ['REPEAT([n], 2000000000)', '10000'],
    [nest('REPEAT(', '"x"', ', 100)', 30), null],
    [nest('REPLACE(', '"x"', ', "x", "xxxxxxxxxx")', 40), null],
    [nest('REPLACEPATTERN(', '"x"', ', "(.)", "\\1\\1\\1\\1\\1\\1\\1\\1")', 40), null],
    ['PADLEFT([n], 2000000000, "ab")', '1000'],
  ])('%s is kept small', async (source, longest) => {
    const small = await open(64, 20_000);
    const { rows } = await small.queryRows(bomb(source, 3000));
    expect(rows[0]?.[0] === null ? null : String(rows[0]?.[0])).toBe(longest);
    await small.close();
  });

  it('that the language allows are ended, and the next session works', async () => {
    const small = await open(64, 10_000);
    const pieces = Array.from({ length: 60 }, () => 'REPLACE(REPEAT([n], 2000), "1", REPEAT("y", 150))').join(' & ');
    const startedAt = performance.now();
    await expect(small.queryRows(bomb(pieces, 200_000))).rejects.toMatchObject({
      code: expect.stringMatching(/^engine_(memory_exceeded|out_of_memory|deadline_exceeded)$/),
    });
    expect(performance.now() - startedAt).toBeLessThan(11_000);
    await small.close();
    const next = await open(64, 10_000);
    expect((await next.queryRows(bomb('"alive"', 1))).rows).toEqual([['5']]);
    await next.close();
  }, 30_000);
});

function nest(open: string, inner: string, close: string, levels: number): string {
  return open.repeat(levels) + inner + close.repeat(levels);
}
