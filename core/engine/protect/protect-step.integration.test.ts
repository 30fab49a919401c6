import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeQuery, composeRejects } from '#core/compiler/compose-query.ts';
import { compileNode, problemsOf } from '#core/compiler/run-node.test-kit.ts';
import { expertSql, identifier, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { ProtectedColumn, ProtectSettings } from '#core/graph/nodes/protect.ts';
import { bindPlan } from '../bind-plan.ts';
import { createEnginePool } from '../engine-pool.ts';
import type { EngineSession } from '../engine-session.ts';
import { guardExpertSql } from '../guard-expert-sql.ts';
import type { ProtectionKeys } from './protect-value.ts';

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const keys: ProtectionKeys = {
  hash: filled(1),
  token: filled(2),
  encrypt: filled(3),
  encryptSame: filled(4),
  nonce: filled(5),
};
const fields = { id: 'integer', email: 'text' } as const;
const emails = ['ana@example.com', ' ANA@example.com', null, '  ', 'bo', 'ñandú🦤\u0000'];

const folder = mkdtempSync(join(tmpdir(), 'telar-protect-'));
const pool = createEnginePool({ warm: 1, maxSessions: 2 });

afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

function open(): Promise<EngineSession> {
  return pool.open({ folder, storage: 'memory', memoryLimitMb: 200, deadlineMs: 60_000 });
}

/** Stores the stage as a run does, and reads what comes out and what is set aside. */
async function protect(
  session: EngineSession,
  columns: readonly ProtectedColumn[],
  values = emails,
  more: Partial<ProtectSettings> = {},
) {
  const { plan, problems } = compileNode('protect', { columns: [...columns], ...more }, [fields]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const step = plan.steps.find(({ nodeId }) => nodeId === 'node');
  if (step?.role !== 'transform' || step.stage === undefined) throw new Error('The node did not compile');
  const all = async (query: Sql) => (await session.queryRows(renderSql(query))).rows;
  await session.execute(renderSql(sql`CREATE OR REPLACE TABLE in_1 (id BIGINT, email VARCHAR)`));
  for (const [index, value] of values.entries())
    await session.execute(renderSql(sql`INSERT INTO in_1 VALUES (${BigInt(index)}, ${value})`));
  const stored = new Set(['in_1']);
  const { relation } = step.stage;
  const stage = composeQuery(plan, relation, stored);
  await session.execute(renderSql(sql`CREATE OR REPLACE TABLE ${identifier(relation)} AS ${stage}`));
  stored.add(relation);
  const rejects = composeRejects(plan, step, stored);
  return {
    ...renderSql(stage),
    bound: await bindPlanApart(plan),
    emails: (await all(composeQuery(plan, 'node', stored))).map(([, email]) => email),
    rejects: rejects === null ? null : await all(rejects),
  };
}

/** In a session without keys and rows, as the draft is checked. */
async function bindPlanApart(plan: Parameters<typeof bindPlan>[1]) {
  const apart = await open();
  try {
    return await bindPlan(apart, plan);
  } finally {
    await apart.close();
  }
}

describe('protect', () => {
  let session: EngineSession;
  beforeAll(async () => {
    session = await open();
    await session.provideKeys(keys);
  });
  afterAll(() => session.close());

  it('hashes with the key of the workspace, which is in no query', async () => {
    const hashed = await protect(session, [{ as: 'hash', field: 'email', keyed: true, tidy: true }]);
    const hash = (text: string) => createHmac('sha256', keys.hash).update(text).digest('hex');
    expect(hashed.emails).toEqual([
      hash('ana@example.com'),
      hash('ana@example.com'),
      null,
      null,
      hash('bo'),
      hash('ñandú🦤\u0000'),
    ]);
    expect(hashed.bound).toEqual([]);
    expect(hashed.values).toHaveLength(1);
    expect(hashed.text).toMatchInlineSnapshot(
      `"SELECT "id", "email", telar_hash(encode(CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $1::VARCHAR)), '') END)) AS "#protected_0" FROM "in_1""`,
    );
  });

  it('hashes as ad platforms do', async () => {
    const { emails: hashed } = await protect(session, [{ as: 'hash', field: 'email', keyed: false, tidy: false }]);
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(hashed).toEqual(emails.map((text) => (text?.trim() ? hash(text) : null)));
  });

  it.each<[Partial<Extract<ProtectedColumn, { as: 'mask' }>>, (string | null)[]]>([
    [{ show: 'all' }, ['********', '********', null, null, '********', '********']],
    [{ show: 'email' }, ['a***@example.com', 'A***@example.com', null, null, '********', '********']],
    [{ show: 'ends', first: 1, last: 4 }, ['a**********.com', 'A**********.com', null, null, '**', 'ñ**dú🦤\u0000']],
    [{ show: 'ends', first: 0, last: 0 }, ['***************', '***************', null, null, '**', '*******']],
  ])('masks with %j', async (mask, expected) => {
    const column = { as: 'mask', field: 'email', show: 'all', first: 0, last: 0, ...mask } as const;
    expect((await protect(session, [column])).emails).toEqual(expected);
  });

  it('gives the same token for the same value, of a number too', async () => {
    const column = { as: 'token', field: 'email', prefix: 'tok', tidy: true } as const;
    const [first, second, none, blank, other] = (await protect(session, [column])).emails;
    expect(first).toBe(second);
    expect([none, blank]).toEqual([null, null]);
    expect(other).toMatch(/^tok_[0-9a-f]{32}$/);
    const { plan } = compileNode('protect', { columns: [{ ...column, field: 'id' }] }, [fields]);
    expect(plan.steps[1]).toMatchObject({
      outputs: [
        {
          fields: [
            { name: 'id', type: 'text' },
            { name: 'email', type: 'text' },
          ],
        },
      ],
    });
  });

  it('encrypts so that it comes back whole, and sets aside what does not', async () => {
    const sealed = await protect(session, [{ as: 'encrypt', field: 'email', same: false }]);
    const again = await protect(session, [{ as: 'encrypt', field: 'email', same: false }]);
    expect(sealed.emails[0]).not.toBe(again.emails[0]);
    const texts = [...sealed.emails, 'ana@example.com'].map((text) => (text === null ? null : String(text)));
    const opened = await protect(session, [{ as: 'decrypt', field: 'email' }], texts);
    expect(opened.emails).toEqual(['ana@example.com', ' ANA@example.com', null, null, 'bo', 'ñandú🦤\u0000']);
    expect(opened.rejects).toEqual([
      ['decrypt_failed', 'email', 'ana@example.com', '{"id":6,"email":"ana@example.com"}'],
    ]);
    const kept = await protect(session, [{ as: 'decrypt', field: 'email' }], texts, { unreadable: 'blank' });
    expect(kept.emails).toEqual([...opened.emails, null]);
  });

  it('brings back a text that begins with a byte order mark', async () => {
    const { emails: sealed } = await protect(session, [{ as: 'encrypt', field: 'email', same: true }], ['\ufeffAna']);
    const text = 'SELECT telar_decrypt(encode($1)) = chr(65279) || $2';
    const { rows } = await session.queryRows({ text, values: [String(sealed[0]), 'Ana'] });
    expect(rows).toEqual([[true]]);
  });

  it('encrypts equal values to equal results where asked', async () => {
    const same = { as: 'encrypt', field: 'email', same: true } as const;
    const [one, two] = [await protect(session, [same]), await protect(session, [same])];
    expect(one.emails).toEqual(two.emails);
    expect(new Set(one.emails.filter(Boolean)).size).toBe(4);
  });

  it('does many rows on several threads', async () => {
    const text = `SELECT count(DISTINCT e), count(*) FILTER (WHERE telar_decrypt(encode(e)) <> v) FROM (SELECT v, telar_encrypt(encode(v)) AS e FROM (SELECT 'person ' || range AS v FROM range(20000)))`;
    expect((await session.queryRows({ text, values: [] })).rows).toEqual([['20000', '0']]);
  });
});

it('protects nothing without keys, nor with those of the session before', async () => {
  for (let round = 0; round < 2; round += 1) {
    const session = await open();
    await expect(protect(session, [{ as: 'hash', field: 'email', keyed: true, tidy: true }])).rejects.toMatchObject({
      code: 'engine_input_invalid',
    });
    await session.provideKeys(keys);
    await session.close();
  }
});

it.each(['telar_decrypt(name)', 'telar_hash(name)', 'TELAR_Token(name, name)'])(
  'keeps %s from the queries of users',
  async (call) => {
    const session = await open();
    const query = sql`SELECT * FROM (${expertSql(`SELECT ${call} AS x FROM input`, ['input'])})`;
    await expect(guardExpertSql(session, query)).rejects.toMatchObject({ code: 'sql_function' });
    await session.close();
  },
);

it.each<[Partial<ProtectSettings>, string, string]>([
  [{ columns: [] }, 'protections_missing', 'columns'],
  [{ columns: [{ as: 'decrypt', field: '' }] }, 'field_missing', 'columns.0.field'],
  [{ columns: [{ as: 'decrypt', field: 'mail' }] }, 'field_unknown', 'columns.0.field'],
  [{ columns: [{ as: 'token', field: 'email', prefix: 'é', tidy: true }] }, 'token_prefix_invalid', 'columns.0.prefix'],
  [
    {
      columns: [
        { as: 'decrypt', field: 'email' },
        { as: 'decrypt', field: 'email' },
      ],
    },
    'protection_repeated',
    'columns.1.field',
  ],
])('refuses %j', (settings, code, field) => {
  expect(problemsOf('protect', settings, fields)[0]).toMatchObject({ code, field });
});
