import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { compileGraph } from './compile-graph.ts';
import { composeQuery } from './compose-query.ts';
import { makeGraph, makeNode, makeSource, now } from './run-node.test-kit.ts';
import { renderSql } from './sql.ts';

const filter = makeNode('filter', 'filter', { conditions: [{ field: 'email', operator: 'is_not_blank', value: '' }] });
const formula = makeNode('formula', 'formula', { columns: [{ name: 'email', formula: 'LOWER([email])' }] });
const dedupe = makeNode('dedupe', 'deduplicate', { keys: ['email'], keep: 'last' });
const target = makeNode('target', 'file-target');
const contacts = makeSource('contacts', { id: 'integer', email: 'text' });
const chain = makeGraph(
  [contacts, filter, formula, dedupe, target],
  ['contacts>filter', 'filter>formula', 'formula>dedupe', 'dedupe>target'],
);

function withNode(graph: Graph, id: string, change: Partial<GraphNode>): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) };
}

function compile(graph: Graph) {
  const { plan, problems, fields } = compileGraph(graph, { now });
  return { plan, problems, fields, steps: plan.steps.map(({ nodeId }) => nodeId).join(' ') };
}

describe('compileGraph', () => {
  it('orders steps and says how each counts and what is worth storing', () => {
    const { plan, problems } = compile({ ...chain, nodes: chain.nodes.toReversed() });
    expect(problems).toEqual([]);
    expect(plan.steps.map((step) => [step.nodeId, step.role])).toEqual([
      ['contacts', 'source'],
      ['filter', 'transform'],
      ['formula', 'transform'],
      ['dedupe', 'transform'],
      ['target', 'target'],
    ]);
    const transforms = plan.steps.filter((step) => step.role === 'transform');
    expect(transforms.map(({ accounting, materialize }) => [accounting, materialize])).toEqual([
      ['filters', false],
      ['preserves', false],
      ['filters', true],
    ]);
  });

  it('stores what two steps read', () => {
    const graph = makeGraph(
      [contacts, filter, target, makeNode('other', 'file-target')],
      ['contacts>filter', 'filter>target', 'filter>other'],
    );
    expect(compile(graph).plan.steps.find(({ nodeId }) => nodeId === 'filter')).toMatchObject({ materialize: true });
  });

  it('knows fields past a broken step but runs nothing after it', () => {
    const { steps, fields, problems } = compile(
      withNode(chain, 'filter', { settings: { ...filter.settings, conditions: [] } }),
    );
    expect(steps).toBe('contacts');
    expect(problems.map(({ code, nodeId }) => `${nodeId}: ${code}`)).toEqual(['filter: filter_conditions_missing']);
    expect(fields.dedupe?.rows).toEqual(contacts.settings.fields);
  });

  it('lets rows pass a disabled transform of one input', () => {
    const { plan, steps, problems, fields } = compile(withNode(chain, 'formula', { disabled: true, settings: {} }));
    expect(problems).toEqual([]);
    expect(steps).toBe('contacts filter dedupe target');
    expect(plan.steps[2]).toMatchObject({ inputs: [{ nodeId: 'filter', relation: 'filter' }] });
    expect(fields.formula).toEqual(fields.filter);
  });

  it.each([
    ['contacts', '', ['filter', 'formula', 'dedupe', 'target']],
    ['target', 'contacts filter formula dedupe', []],
  ])('skips a disabled %s with all that depends on it', (id, steps, skipped) => {
    const compiled = compile(withNode(chain, id, { disabled: true }));
    expect(compiled.steps).toBe(steps);
    const warned = compiled.problems.filter(({ code }) => code === 'node_skipped');
    expect(warned.map(({ nodeId }) => nodeId)).toEqual(skipped);
    expect(compiled.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('skips a disabled transform of several inputs', () => {
    const graph = makeGraph([contacts, makeNode('all', 'union'), target], ['contacts>all', 'all>target']);
    expect(compile(graph).steps).toBe('contacts all target');
    expect(compile(withNode(graph, 'all', { disabled: true })).steps).toBe('contacts');
  });

  it('checks what a table target is told to write', () => {
    const settings = { connectionId: 'conn_1', table: 't', mode: 'upsert', keys: ['mail'] };
    const problemsWith = (more: object) => {
      const table = makeNode('table', 'postgres-target', { ...settings, ...more });
      const { problems } = compile(makeGraph([contacts, table], ['contacts>table']));
      return problems.map(({ code, field }) => `${code} ${field}`);
    };
    expect(problemsWith({})).toEqual(['key_column_missing keys.0']);
    expect(problemsWith({ mapping: [{ field: 'email', column: 'mail' }] })).toEqual([]);
    expect(problemsWith({ mapping: [{ field: 'e-mail', column: 'mail' }] })).toEqual(['field_unknown mapping.0.field']);
  });

  it('compiles nothing while edges or ids are not what they seem', () => {
    expect(compile(makeGraph([contacts, target], ['contacts>target', 'contacts>gone'])).steps).toBe('');
  });

  it('reads the fields of the sample company', () => {
    const sample = makeNode('sample', 'sample-source', { dataset: 'orders' });
    expect(compile(makeGraph([sample], [])).fields.sample?.rows?.[0]).toEqual({ name: 'order_id', type: 'text' });
  });
});

describe('composeQuery', () => {
  it('puts what is not stored into CTEs that pass on the places of rows', () => {
    const { plan } = compile(chain);
    expect(renderSql(composeQuery(plan, 'contacts', new Set())).text).toBe('SELECT * FROM "contacts"');
    expect(renderSql(composeQuery(plan, 'dedupe', new Set(['dedupe']))).text).toBe('SELECT * FROM "dedupe"');
    expect(renderSql(composeQuery(plan, 'formula', new Set(['filter']))).text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", lower("email") AS "email" FROM "filter""`,
    );
    expect(renderSql(composeQuery(plan, 'dedupe', new Set())).text).toMatchInlineSnapshot(
      `"WITH "filter" AS NOT MATERIALIZED (SELECT rowid, "id", "email" FROM "contacts" WHERE (CASE WHEN "email" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("email", $1::VARCHAR) <> '', FALSE) END)), "formula" AS NOT MATERIALIZED (SELECT rowid, "id" AS "id", lower("email") AS "email" FROM "filter") SELECT "id", "email" FROM "formula" WHERE (rowid IN (SELECT max(rowid) FROM (SELECT rowid, CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $1::VARCHAR)), '') END AS "#key_0" FROM "formula") GROUP BY "#key_0", CASE WHEN "#key_0" IS NULL THEN rowid END)) IS TRUE"`,
    );
  });

  it('gives the same rows whatever is stored', async () => {
    const twice = makeGraph(
      [...chain.nodes, makeNode('all', 'union'), makeNode('last', 'deduplicate', { keys: ['email'], keep: 'last' })],
      [...['contacts>filter', 'filter>formula', 'formula>dedupe', 'dedupe>all', 'contacts>all', 'all>last']],
    );
    const { plan } = compile(twice);
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE contacts AS
      SELECT i AS id, CASE WHEN i % 9 <> 0 THEN (i % 700) || '@EXAMPLE.com' END AS email FROM range(20000) r(i)`);
    const read = async (stored: string[]) => {
      const { text, values } = renderSql(composeQuery(plan, 'last', new Set(stored)));
      // A relation has no order of its own unless its step sorts.
      const rows = (await connection.runAndReadAll(text, [...values])).getRowsJson();
      return rows.sort((a, b) => Number(a[0]) - Number(b[0]));
    };
    const bare = await read([]);
    for (const relation of ['formula', 'dedupe', 'all']) {
      const { text, values } = renderSql(composeQuery(plan, relation, new Set()));
      await connection.run(`CREATE TABLE ${relation === 'all' ? '"all"' : relation} AS ${text}`, [...values]);
    }
    const stored = await read(['formula', 'dedupe', 'all']);
    expect(bare).toHaveLength(700 + Math.ceil(20000 / 9));
    expect(stored).toEqual(bare);
    expect(await read(['formula'])).toEqual(bare);
    connection.closeSync();
    instance.closeSync();
  });
});
