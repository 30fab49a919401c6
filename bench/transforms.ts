/**
 * Every transform beside the SQL that one writes by hand for the same rows, both stored as a table by the same engine in
 * turn. Usage: transforms [rows] [rounds] [name]. Compared is the processor time of both cores together, which other work
 * on the machine hardly changes, and of every side its best round. The last line is one JSON object; `ratio` is that of
 * the worst transform.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { compileGraph } from '#core/compiler/compile-graph.ts';
import { composeQuery } from '#core/compiler/compose-query.ts';
import { releaseExpertSql, renderSql, type SqlQuery } from '#core/compiler/sql.ts';
import { type Graph, graphSchemaVersion } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { type TransformCase, transformCases } from './transforms/transform-cases.ts';
import { makeTables, type TableName, tableFields } from './transforms/transform-tables.ts';

const limit = 1.15;
const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 5);
const only = process.argv[4];

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
await connection.run("SET TimeZone = 'UTC'");
for (const statement of makeTables(rows)) await connection.run(statement);

const measured = [];
for (const wanted of transformCases.filter(({ name }) => only === undefined || name === only)) {
  const compiled = compileCase(wanted);
  const byHand = { text: wanted.handWritten, values: [] };
  const seconds = { telar: Number.POSITIVE_INFINITY, byHand: Number.POSITIVE_INFINITY };
  const counts = { telar: 0, byHand: 0 };
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['telar', 'byHand'] as const) : (['byHand', 'telar'] as const)) {
      const { took, count } = await store(side === 'telar' ? compiled : byHand);
      // The first round warms up.
      if (round > 0) seconds[side] = Math.min(seconds[side], took);
      counts[side] = count;
    }
  }
  if (counts.telar !== counts.byHand) throw new Error(`${wanted.name}: ${counts.telar} rows, by hand ${counts.byHand}`);
  const ratio = Number((seconds.telar / seconds.byHand).toFixed(2));
  measured.push({ name: wanted.name, ratio });
  console.log(`${wanted.name.padEnd(20)} ${seconds.byHand.toFixed(3)} s  ${seconds.telar.toFixed(3)} s  ${ratio}`);
}
const worst = measured.toSorted((a, b) => b.ratio - a.ratio)[0];
const over = measured.filter(({ ratio }) => ratio > limit).map(({ name }) => name);
console.log(
  JSON.stringify({ bench: 'transforms', rows, rounds, limit, worst: worst?.name, ratio: worst?.ratio, over }),
);
connection.closeSync();
instance.closeSync();

async function store({ text, values }: SqlQuery): Promise<{ took: number; count: number }> {
  await connection.run('DROP TABLE IF EXISTS result');
  const before = process.cpuUsage();
  await connection.run(`CREATE TABLE result AS ${text}`, [...values]);
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1_000_000;
  const [row] = (await connection.runAndReadAll('SELECT count(*) FROM result')).getRows();
  return { took, count: Number(row?.[0]) };
}

function compileCase({ kind, settings, inputs }: TransformCase): SqlQuery {
  const definition = getNodeDefinition(kind);
  const position = { x: 0, y: 0 };
  const node = {
    id: 'node',
    kind,
    name: kind,
    position,
    settings: { ...definition.defaults, ...settings },
    disabled: false,
  };
  const edges = inputs.map((input, index) => ({
    id: `edge_${index}`,
    from: { node: input, port: 'rows' },
    to: { node: 'node', port: (definition.inputs[index] ?? definition.inputs[0])?.id ?? '' },
  }));
  const graph: Graph = { schemaVersion: graphSchemaVersion, nodes: [...inputs.map(makeSource), node], edges };
  const { plan, problems } = compileGraph(graph, { now: new Date().toISOString() });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${kind}: ${JSON.stringify(errors)}`);
  const step = plan.steps.find(({ nodeId }) => nodeId === 'node');
  const relation = step?.role === 'transform' ? (step.outputs[0]?.relation ?? 'node') : 'node';
  return renderSql(releaseExpertSql(composeQuery(plan, relation, new Set())));
}

function makeSource(id: TableName): Graph['nodes'][number] {
  const fields = Object.entries(tableFields[id]).map(([name, type]) => ({ name, type }));
  const settings = { ...getNodeDefinition('file-source').defaults, fileId: id, fileName: `${id}.csv`, fields };
  return { id, kind: 'file-source', name: id, position: { x: 0, y: 0 }, settings, disabled: false };
}
