import { composeQuery } from '#core/compiler/compose-query.ts';
import { lowerCells, type MappedCell, mappedInput } from '#core/compiler/lower-mapping.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { MappingSample } from '#core/contracts/mapping-sample.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Field } from '#core/graph/field-type.ts';
import { incomingEdges } from '#core/graph/graph-queries.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { type NodeOptions, withOpenNode } from './open-node.ts';

interface SampleMappingOptions extends NodeOptions {
  readonly mapping: readonly ColumnMapping[];
  readonly listed: readonly number[];
}

const shownRows = 50n;
const shownValues = 100n;
const nothing: MappingSample = { fields: [], rows: [], rowCount: 0, columns: [] };

/** What a mapping makes of the sample rows that reach a target, whatever else is still wrong with the target. */
export async function sampleMapping(options: SampleMappingOptions): Promise<MappingSample> {
  const { graph, nodeId, mapping, listed } = options;
  const sender = incomingEdges(graph, nodeId)[0]?.from;
  if (sender === undefined) return nothing;
  return withOpenNode(
    { ...options, nodeId: sender.node },
    async ({ session, plan, step, stored }) => {
      const outputs = step.role === 'transform' ? step.outputs : step.role === 'source' ? [step] : [];
      const output = outputs.find(({ port }) => port === sender.port);
      if (output === undefined) return nothing;
      const rows = composeQuery(plan, output.relation, stored);
      await session.execute(renderSql(sql`CREATE TABLE ${identifier(mappedInput)} AS ${rows}`));
      return readSample(session, output.fields, mapping, listed);
    },
    () => nothing,
  );
}

async function readSample(
  session: EngineSession,
  fields: readonly Field[],
  mapping: readonly ColumnMapping[],
  listed: readonly number[],
): Promise<MappingSample> {
  const cells = lowerCells(mapping, fields, 'exact', { now: new Date().toISOString() }, []);
  const fails = cells.map((cell) => (cell === null ? sql`false` : failsSql(cell)));
  const columns = [
    ...fields.map(({ name }) => identifier(name)),
    ...cells.map((cell) => (cell === null ? sql`NULL` : cell.value)),
    ...fails,
  ];
  const from = sql`FROM ${identifier(mappedInput)}`;
  const named = columns.map((column, index) => sql`${column} AS ${identifier(`#${index}`)}`);
  const first = await session.queryRows(renderSql(sql`SELECT ${joinSql(named)} ${from} LIMIT ${shownRows}`), 50);
  const counted = [sql`count(*)`, ...fails.map((fail) => sql`count(*) FILTER (WHERE ${fail})`)];
  const counts = (await session.queryRows(renderSql(sql`SELECT ${joinSql(counted)} ${from}`), 1)).rows[0] ?? [];
  const values: MappingSample['columns'] = [];
  for (const [index, cell] of cells.entries()) {
    values.push(
      cell && {
        type: cell.field.type,
        values: first.rows.map((row) => row[fields.length + index]),
        failed: Number(counts[index + 1] ?? 0),
        failedRows: first.rows.map((row) => row[fields.length + cells.length + index] === true),
        listed: listed.includes(index) ? await listValues(session, cell.source) : null,
      },
    );
  }
  return {
    fields: fields.map(({ name, type }) => ({ name, type })),
    rows: first.rows.map((row) => row.slice(0, fields.length)),
    rowCount: Number(counts[0] ?? 0),
    columns: values,
  };
}

function failsSql({ failures }: MappedCell): Sql {
  if (failures.length === 0) return sql`false`;
  const conditions = failures.map(({ condition }) => sql`(${condition})`);
  return sql`coalesce(${joinSql(conditions, ' OR ')}, false)`;
}

async function listValues(session: EngineSession, source: Sql): Promise<{ value: string; rows: number }[]> {
  const values = sql`SELECT left(${source}, 1000) AS value FROM ${identifier(mappedInput)}`;
  const query = sql`SELECT value, count(*) FROM (${values}) WHERE trim(value) <> '' GROUP BY value ORDER BY 2 DESC, 1 LIMIT ${shownValues}`;
  const { rows } = await session.queryRows(renderSql(query), Number(shownValues));
  return rows.map(([value, count]) => ({ value: String(value), rows: Number(count) }));
}
