import type { Locale } from '#core/contracts/identity.ts';
import type { StandInRows } from '#core/contracts/pipelines.ts';
import { maxHeldBytes, type PinView } from '#core/contracts/test-run.ts';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { keptRowsOfStep } from '../kept-rows/keep-rows.ts';
import { readKeptRows } from '../kept-rows/read-kept-rows.ts';
import { savePin } from './pins.ts';

/**
 * Pins rows that were kept of a run to the steps of the draft that gave them: of one step, or of all that bring rows in.
 * Where the draft reads other rows by now the pin is known to be old. Throws `run_not_found` (404), and `run_rows_gone`
 * (409) where none were kept, or the draft has none of the steps.
 */
export async function pinRunRows(
  session: Session,
  runId: string,
  { nodeId, port }: { readonly nodeId?: string | undefined; readonly port?: string | undefined },
  locale: Locale,
): Promise<{ pipelineId: string; pins: PinView[] }> {
  const { workspaceId } = session;
  const run = await getDatabase().run.findFirst({
    where: { id: runId, workspaceId, pipeline: { archivedAt: null } },
    include: { steps: { select: { nodeId: true } }, pipeline: { select: { draftGraph: true } } },
  });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  const [graph, draft] = [migrateGraph(run.graph), migrateGraph(run.pipeline.draftGraph)];
  const ran = new Set(run.steps.map((step) => step.nodeId));
  const givers = graph.nodes.filter(
    (node) => ran.has(node.id) && isGiver(graph, node, nodeId) && findNode(draft, node.id)?.kind === node.kind,
  );
  const pins: PinView[] = [];
  for (const node of givers) {
    for (const { id } of listPorts(node).outputs) {
      if (port !== undefined && id !== port) continue;
      const rows = await readHeld({ workspaceId, runId, nodeId: node.id }, id, locale);
      const upstreamHash = hashUpstream(graph, node.id);
      if (rows !== null) pins.push(await savePin(session, run.pipelineId, { ...rows, upstreamHash, runId }));
    }
  }
  if (pins.length === 0) throw new TelarError('run_rows_gone', { status: 409 });
  return { pipelineId: run.pipelineId, pins };
}

function isGiver(graph: Graph, { id }: GraphNode, asked: string | undefined): boolean {
  return asked === undefined ? incomingEdges(graph, id).length === 0 : id === asked;
}

/** The rows of a port, as many as a pin may hold; null where none were kept. */
async function readHeld(
  place: { readonly workspaceId: string; readonly runId: string; readonly nodeId: string },
  port: string,
  locale: Locale,
): Promise<StandInRows | null> {
  const { kept, fields, rows } = await readKeptRows(place, { q: '', port, offset: 0, limit: keptRowsOfStep }, locale);
  if (kept === null || fields.length === 0) return null;
  const cells = rows.map((row) => row.cells);
  while (cells.length > 1 && Buffer.byteLength(JSON.stringify(cells)) > maxHeldBytes)
    cells.length = Math.ceil(cells.length / 2);
  return { nodeId: place.nodeId, port, fields: [...fields], rows: cells };
}
