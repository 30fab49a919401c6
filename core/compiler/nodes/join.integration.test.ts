import { describe, expect, it } from 'vitest';
import type { JoinSettings } from '#core/graph/nodes/join.ts';
import type { KeyComparison } from '#core/graph/nodes/join-key.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const contacts: Table = {
  fields: { email: 'text', name: 'text' },
  rows: [
    ['ANA@example.com', 'Ana'],
    ['bo@example.com', 'Bo'],
    [null, 'Nobody'],
    [' ', 'Spaces'],
  ],
};
const orders: Table = {
  fields: { email: 'text', total: 'decimal' },
  rows: [
    ['ana@example.com ', '10'],
    ['cy@example.com', '20'],
    [null, '30'],
    [' ', '40'],
  ],
};
const keys = [{ left: 'email', right: 'email', compare: 'text' as const }];

async function joined(settings: Partial<JoinSettings>): Promise<string[]> {
  const { rows } = await runNode('join', { keys, ...settings }, contacts, orders);
  return rows.map((row) => row.map((cell) => String(cell ?? '-').trim()).join('|')).sort();
}

describe('join', () => {
  it('puts columns side by side, right ones that collide with a suffix', async () => {
    const { text, fields } = await runNode('join', { keys, type: 'inner' }, contacts, orders);
    expect(text).toMatchInlineSnapshot(
      `"SELECT l."email", l."name", r."email" AS "email (2)", r."total" FROM "in_1" AS l INNER JOIN "in_2" AS r ON CASE WHEN l."email" BETWEEN '!' AND '~~' AND (l."email")[-1] BETWEEN '!' AND '~' THEN lower(l."email") WHEN trim(l."email") BETWEEN '!' AND '~~' AND (trim(l."email"))[-1] BETWEEN '!' AND '~' THEN lower(trim(l."email")) ELSE nullif(lower(trim(l."email", $1::VARCHAR)), '') END = CASE WHEN r."email" BETWEEN '!' AND '~~' AND (r."email")[-1] BETWEEN '!' AND '~' THEN lower(r."email") WHEN trim(r."email") BETWEEN '!' AND '~~' AND (trim(r."email"))[-1] BETWEEN '!' AND '~' THEN lower(trim(r."email")) ELSE nullif(lower(trim(r."email", $1::VARCHAR)), '') END"`,
    );
    expect(fields.map(({ name }) => name)).toEqual(['email', 'name', 'email (2)', 'total']);
  });

  const ana = 'ANA@example.com|Ana|ana@example.com|10.0000000000';
  const leftOnly = ['bo@example.com|Bo|-|-', '-|Nobody|-|-', '|Spaces|-|-'];
  const rightOnly = ['-|-|cy@example.com|20.0000000000', '-|-|-|30.0000000000', '-|-||40.0000000000'];

  it.each<[JoinSettings['type'], string[]]>([
    ['inner', [ana]],
    ['left', [ana, ...leftOnly]],
    ['right', [ana, ...rightOnly]],
    ['full', [ana, ...leftOnly, ...rightOnly]],
    ['anti', ['bo@example.com|Bo', '-|Nobody', '|Spaces']],
  ])('%s: blank keys never match', async (type, expected) => {
    expect(await joined({ type })).toEqual(expected.sort());
  });

  it.each<[KeyComparison, string[]]>([
    ['exact', []],
    ['trim', ['34 600| 34 600']],
    ['text', ['34 600| 34 600', 'AB|ab']],
    ['digits', ['34 600| 34 600', '34 600|(34)600']],
  ])('compares by %s', async (compare, expected) => {
    const { rows } = await runNode(
      'join',
      { keys: [{ left: 'a', right: 'b', compare }], type: 'inner' },
      { fields: { a: 'text' }, rows: [['34 600'], ['AB'], ['-']] },
      { fields: { b: 'text' }, rows: [[' 34 600'], ['(34)600'], ['ab'], ['/']] },
    );
    expect(rows.map((row) => row.join('|')).toSorted()).toEqual(expected);
  });

  it('compares digits of text with whole numbers', async () => {
    const { rows } = await runNode(
      'join',
      { keys: [{ left: 'a', right: 'b', compare: 'digits' }], type: 'inner' },
      { fields: { a: 'text' }, rows: [['+34 600']] },
      { fields: { b: 'integer' }, rows: [['34600']] },
    );
    expect(rows).toEqual([['+34 600', '34600']]);
  });

  it('adds the suffix until a name is free, whatever its case', async () => {
    const { fields, rows } = await runNode(
      'join',
      { keys: [{ left: 'Id', right: 'id', compare: 'exact' }], type: 'inner', suffix: '_' },
      { fields: { Id: 'integer', id_: 'integer' }, rows: [['1', '2']] },
      { fields: { id: 'decimal', ID__: 'text' }, rows: [['1.0', 'x']] },
    );
    expect(fields.map(({ name }) => name)).toEqual(['Id', 'id_', 'id___', 'ID__']);
    expect(rows).toEqual([['1', '2', '1.0000000000', 'x']]);
  });

  it.each<[JoinSettings['type'], unknown]>([
    ['left', [['join_right_repeated', '1', '2']]],
    ['right', [['join_left_repeated', '0', '1']]],
    ['anti', null],
  ])('%s: counts keys that repeat rows of the other side', async (type, expected) => {
    const { notices } = await runNode(
      'join',
      { keys: [{ left: 'a', right: 'b', compare: 'text' }], type },
      { fields: { a: 'text' }, rows: [['x'], [null], [' ']] },
      { fields: { b: 'text' }, rows: [['X'], [' x'], ['y'], [null], [null]] },
    );
    expect(notices).toEqual(expected);
  });

  it.each([
    [{ left: 'email', right: 'mail' }, 'field_unknown', 'keys.0.right'],
    [{ left: 'email', right: 'total' }, 'join_key_type_mismatch', 'keys.0'],
  ])('refuses %j', (key, code, field) => {
    expect(
      problemsOf('join', { keys: [{ ...key, compare: 'text' }] }, contacts.fields, orders.fields)[0],
    ).toMatchObject({ code, field });
  });
});
