import { afterAll, expect, it } from 'vitest';
import { makeGraph, makeNode, makeSource } from '#core/compiler/run-node.test-kit.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { checkPipeline } from './check-pipeline.ts';
import { describeSql } from './describe-sql.ts';

const contacts = makeSource('contacts', { id: 'integer', 'e"mail': 'text' });
const orders = makeSource('orders', { id: 'integer', amount: 'decimal' });
// A step may be called like an input of the query.
const renamed = { ...orders, id: 'input' };

function graphOf(query: string, columns: readonly { name: string; type: string }[] = []) {
  const node = makeNode('node', 'sql', { query, columns });
  return makeGraph([contacts, renamed, node], ['contacts>node', 'input>node']);
}

afterAll(() => getEnginePool().close());

it('reads the columns of a query over inputs in the order of their edges, and checks what was read', async () => {
  const query =
    'SELECT a."e""mail" AS "the ""mail""", sum(b.amount) AS total, count(*) AS n, list(b.id) AS ids FROM input a JOIN input2 b USING (id) GROUP BY 1';
  const columns = await describeSql(graphOf(query), 'node');
  expect(columns).toEqual([
    { name: 'the "mail"', type: 'text' },
    { name: 'total', type: 'decimal' },
    { name: 'n', type: 'integer' },
    { name: 'ids', type: 'json' },
  ]);
  const errorsOf = async (text: string) => {
    const { problems } = await checkPipeline(graphOf(text, columns));
    return problems
      .filter(({ severity }) => severity === 'error')
      .map(({ code, nodeId, field }) => [code, nodeId, field]);
  };
  expect(await errorsOf(query)).toEqual([]);
  expect(await errorsOf('SELECT * FROM contacts')).toEqual([['sql_table', 'node', 'query']]);
  expect(await errorsOf('SELECT 1 AS x FROM input')).toEqual([['step_not_understood', 'node', undefined]]);
});

it('says what is wrong with a query, and what is not known', async () => {
  await expect(describeSql(graphOf('SELECT * FROM contacts'), 'node')).rejects.toMatchObject({ code: 'sql_table' });
  await expect(describeSql(graphOf('SELECT nope FROM input'), 'node')).rejects.toMatchObject({
    code: 'engine_query_invalid',
  });
  const alone = makeGraph([makeNode('node', 'sql', { query: 'SELECT 1' })], []);
  await expect(describeSql(alone, 'node')).rejects.toMatchObject({ code: 'sql_input_missing' });
});
