import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';
import type { Field, FieldType } from '#core/graph/field-type.ts';
import { type Graph, type GraphNode, graphSchemaVersion, type NodeKind } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition, type SettingsOf } from '#core/graph/node-registry.ts';
import type { Problem } from '#core/graph/problem.ts';
import { compileGraph } from './compile-graph.ts';
import { composeQuery, composeRejects, composeStepQuery } from './compose-query.ts';
import { duckDbTypeSql, toDuckDbType } from './duckdb-type.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from './sql.ts';

/** Fields, and rows of cells as text. */
export interface Table {
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly rows: readonly (readonly (string | null)[])[];
}

export const now = '2026-11-05T10:00:00Z';

export function makeNode(id: string, kind: NodeKind, settings: Readonly<Record<string, unknown>> = {}): GraphNode {
  const all = { ...getNodeDefinition(kind).defaults, ...settings };
  return { id, kind, name: id, position: { x: 0, y: 0 }, settings: all, disabled: false };
}

/** Edges as `from>to` or `from>to.port`. */
export function makeGraph(nodes: readonly GraphNode[], edges: readonly string[]): Graph {
  const parsed = edges.map((edge, index) => {
    const [from = '', end = ''] = edge.split('>');
    const [to = '', port = 'rows'] = end.split('.');
    return { id: `edge_${index + 1}`, from: { node: from, port: 'rows' }, to: { node: to, port } };
  });
  return { schemaVersion: graphSchemaVersion, nodes: [...nodes], edges: parsed };
}

export function makeSource(id: string, fields: Table['fields']): GraphNode {
  const list = Object.entries(fields).map(([name, type]) => ({ name, type }));
  return makeNode(id, 'file-source', { fileId: 'file_1', fileName: 'rows.csv', fields: list });
}

/** A graph of one node, its inputs in port order being sources called `in_1`, `in_2`…. */
export function compileNode<Kind extends NodeKind>(
  kind: Kind,
  settings: Partial<SettingsOf<Kind>>,
  inputs: readonly Table['fields'][],
) {
  const node = makeNode('node', kind, settings);
  const ports = listPorts(node).inputs;
  const sources = inputs.map((fields, index) => makeSource(`in_${index + 1}`, fields));
  const edges = sources.map(({ id }, index) => `${id}>node.${ports[index]?.id ?? ports[0]?.id}`);
  return compileGraph(makeGraph([...sources, node], edges), { now });
}

/** Problems of the node under test, without the warnings that a graph of one node always has. */
export function problemsOf<Kind extends NodeKind>(
  kind: Kind,
  settings: Partial<SettingsOf<Kind>>,
  ...inputs: readonly Table['fields'][]
): Omit<Problem, 'nodeId' | 'severity'>[] {
  const { problems } = compileNode(kind, settings, inputs);
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ nodeId: _, severity: __, ...problem }) => problem);
}

/** Compiles a node, checks its fields against what DuckDB describes, and runs it over the given rows. */
export async function runNode<Kind extends NodeKind>(
  kind: Kind,
  settings: Partial<SettingsOf<Kind>>,
  ...inputs: readonly Table[]
) {
  const compiled = compileNode(
    kind,
    settings,
    inputs.map(({ fields }) => fields),
  );
  expect(compiled.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const step = compiled.plan.steps.find(({ nodeId }) => nodeId === 'node');
  if (step?.role !== 'transform') throw new Error('The node did not compile to a transform');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const query = async (fragment: Sql) => {
    const { text, values } = renderSql(fragment);
    return (await connection.runAndReadAll(text, [...values])).getRowsJson();
  };
  try {
    await connection.run("SET TimeZone = 'UTC'");
    for (const [index, table] of inputs.entries()) await createTable(query, `in_${index + 1}`, table);
    const composed = composeQuery(compiled.plan, 'node', new Set());
    const described = await query(sql`DESCRIBE ${composed}`);
    const fields = step.outputs[0]?.fields ?? [];
    expect(described.map(([name, type]) => [name, type])).toEqual(describeFields(fields));
    const rejects = composeRejects(compiled.plan, step, new Set());
    const notices = step.notices && composeStepQuery(compiled.plan, step, step.notices, new Set());
    const ports: Record<string, unknown[][]> = {};
    for (const { port, relation, fields: promised } of step.outputs) {
      const output = composeQuery(compiled.plan, relation, new Set());
      const columns = await query(sql`DESCRIBE ${output}`);
      expect(columns.map(([name, type]) => [name, type])).toEqual(describeFields(promised));
      ports[port] = await query(output);
    }
    const measures =
      step.checks && (await query(composeStepQuery(compiled.plan, step, step.checks.query, new Set())))[0];
    return {
      ...renderSql(composed),
      fields,
      ports,
      measures: step.checks?.measures.map(({ metric, rule }, index) => [rule, metric, measures?.[index]]),
      rows: await query(composed),
      rejects: rejects === null ? null : await query(rejects),
      notices: notices === undefined ? null : await query(notices),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function describeFields(fields: readonly Field[]): [string, string][] {
  return fields.map(({ name, type }) => [name, toDuckDbType(type)]);
}

async function createTable(query: (fragment: Sql) => Promise<unknown>, name: string, { fields, rows }: Table) {
  const types = Object.values(fields).map(duckDbTypeSql);
  const columns = Object.keys(fields).map((field, index) => sql`${identifier(field)} ${types[index] ?? null}`);
  await query(sql`CREATE TABLE ${identifier(name)} (${joinSql(columns)})`);
  for (const row of rows) {
    const cells = row.map((cell, index) => sql`CAST(${cell} AS ${types[index] ?? null})`);
    await query(sql`INSERT INTO ${identifier(name)} VALUES (${joinSql(cells)})`);
  }
}
