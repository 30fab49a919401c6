import { compileGraph } from '#core/compiler/compile-graph.ts';
import { fromDuckDbType } from '#core/compiler/duckdb-type.ts';
import { expertQuery } from '#core/compiler/nodes/sql.ts';
import { renderSql } from '#core/compiler/sql.ts';
import { guardExpertSql } from '#core/engine/guard-expert-sql.ts';
import { createEmptySource } from '#core/engine/load-source.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { sql } from '#core/graph/nodes/sql.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { withShortSession } from './short-session.ts';

/**
 * The columns that the query of a node gives, found on empty tables. Throws `sql_input_missing` while it is not known
 * what comes in, what `guardExpertSql` throws, or what the engine says of the query.
 */
export async function describeSql(graph: Graph, nodeId: string): Promise<Field[]> {
  const node = findNode(graph, nodeId);
  if (node?.kind !== 'sql') throw new TelarError('node_missing', { params: { node: nodeId } });
  const { query } = sql.settings.parse(node.settings);
  const { fields } = compileGraph(graph, { now: new Date().toISOString() });
  const inputs = incomingEdges(graph, nodeId).map(({ from }) => fields[from.node]?.[from.port]);
  const relations = inputs.map((_, index) => ({ relation: `in_${index}` }));
  return withShortSession(async (session) => {
    for (const [index, known] of inputs.entries()) {
      if (known === undefined) throw new TelarError('sql_input_missing', { nodeId, status: 422 });
      await createEmptySource(session, `in_${index}`, known);
    }
    if (inputs.length === 0) throw new TelarError('sql_input_missing', { nodeId, status: 422 });
    const guarded = await guardExpertSql(session, expertQuery(query, relations));
    const columns = await session.describe(renderSql(guarded));
    return columns.map(({ name, duckDbType }) => ({ name, type: fromDuckDbType(duckDbType) }));
  });
}
