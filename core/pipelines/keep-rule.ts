import { compileGraph } from '#core/compiler/compile-graph.ts';
import { applyCommand } from '#core/graph/commands.ts';
import type { Graph, GraphEdge } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { type ReplaceSettings, replace } from '#core/graph/nodes/replace.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { readGraph } from './read-graph.ts';
import { saveDraft } from './save-draft.ts';

export interface Fix {
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

export interface KeptRule {
  /** The find & replace step that has it. */
  readonly nodeId: string;
  readonly revision: number;
  /** Whether the step was made for it. */
  readonly isNew: boolean;
}

/**
 * Keeps a fix of refused rows for all runs to come: as a step of the draft before the one that refused them, to be
 * published by somebody. Throws `run_not_found` (404), `draft_conflict` (409), and what `addFix` throws.
 */
export async function keepRule(
  session: Session,
  { runId, nodeId }: { runId: string; nodeId: string },
  fix: Fix,
  stepName: string,
): Promise<KeptRule> {
  const { workspaceId } = session;
  const run = await getDatabase().run.findFirst({ where: { id: runId, workspaceId }, select: { pipelineId: true } });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  const { draftGraph, draftRevision: baseRevision } = await findPipeline(workspaceId, run.pipelineId);
  const { graph, ...kept } = addFix(readGraph(draftGraph), nodeId, fix, stepName);
  const { revision } = await saveDraft(session, run.pipelineId, { graph, baseRevision });
  return { ...kept, revision };
}

/**
 * The graph with a fix before a step: one more pair of the find & replace step that is there for the column, or a new one.
 * Throws `rule_step_missing`, `rule_at_source`, `rule_column_missing` or `rule_not_text` (422).
 */
export function addFix(
  graph: Graph,
  nodeId: string,
  { column, from, to }: Fix,
  stepName: string,
): { graph: Graph; nodeId: string; isNew: boolean } {
  const edge = findMainEdge(graph, nodeId);
  const fields = compileGraph(graph, { now: new Date(0).toISOString() }).fields[edge.from.node]?.[edge.from.port];
  const field = fields?.find(({ name }) => name === column);
  if (field === undefined) throw refuse('rule_column_missing', { column });
  if (field.type !== 'text') throw refuse('rule_not_text', { column });
  const before = findNode(graph, edge.from.node);
  const known = before?.kind === 'replace' ? replace.settings.safeParse(before.settings) : null;
  const pair = { find: from, replace: to };
  if (before !== undefined && known?.success && isFor(known.data, column)) {
    const pairs = [pair, ...known.data.pairs.filter(({ find }) => find !== from)];
    const changed = applyCommand(graph, { type: 'update-settings', nodeId: before.id, settings: { pairs } });
    return { graph: changed, nodeId: before.id, isNew: false };
  }
  const id = freeId(graph);
  const settings: ReplaceSettings = { fields: [column], match: 'whole', caseSensitive: true, pairs: [pair] };
  const node = { id, kind: 'replace' as const, name: stepName, settings };
  return { graph: applyCommand(graph, { type: 'insert-on-edge', edgeId: edge.id, node }), nodeId: id, isNew: true };
}

function findMainEdge(graph: Graph, nodeId: string): GraphEdge {
  const node = findNode(graph, nodeId);
  if (node === undefined) throw refuse('rule_step_missing');
  const port = listPorts(node).inputs.find(({ consulted }) => !consulted);
  // What a source cannot read never becomes a row that a step could mend.
  if (port === undefined) throw refuse('rule_at_source');
  const edge = incomingEdges(graph, nodeId, port.id)[0];
  if (edge === undefined) throw refuse('rule_step_missing');
  return edge;
}

function isFor({ fields, match, caseSensitive }: ReplaceSettings, column: string): boolean {
  return match === 'whole' && caseSensitive && fields.length === 1 && fields[0] === column;
}

function freeId({ nodes }: Graph): string {
  let number = 1;
  while (nodes.some(({ id }) => id === `fix_${number}`)) number += 1;
  return `fix_${number}`;
}

function refuse(code: string, params: Record<string, string> = {}): TelarError {
  return new TelarError(code, { params, status: 422 });
}
