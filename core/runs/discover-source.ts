import { sourceConnectors } from '#connectors/registry.ts';
import { compileGraph } from '#core/compiler/compile-graph.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { Field } from '#core/graph/field-type.ts';
import { type Graph, graphSchemaVersion, type NodeKind, nodeKinds } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from './connector-context.ts';
import { withShortSession } from './short-session.ts';
import { compareValues, openEarlierSample } from './source-drift/compare-values.ts';
import { recordLook } from './source-drift/source-looks.ts';
import { type SampleScope, sampleRows, takeSample } from './source-sample.ts';

export interface DiscoverOptions {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** For a webhook: an example of the body that will be posted. */
  readonly body?: string;
  /** Who looks. */
  readonly userId?: string;
  readonly signal?: AbortSignal;
}

export interface DiscoveredSource {
  /** The node's settings with detected format and fields filled in. */
  readonly settings: Record<string, unknown>;
  readonly fields: readonly Field[];
  readonly grid: Grid;
  readonly totalRows: number | null;
  readonly rejectedCount: number;
}

const gridRows = 200;

/** Looks at a source, fills in what it finds and keeps its first rows as the node's sample. */
export async function discoverSource(options: DiscoverOptions): Promise<DiscoveredSource> {
  const kind = nodeKinds.find((candidate) => candidate === options.kind);
  const connector = sourceConnectors[options.kind as keyof typeof sourceConnectors];
  if (kind === undefined || connector === undefined) {
    throw new TelarError('source_unknown', { params: { kind: options.kind } });
  }
  const definition = getNodeDefinition(kind);
  const given = definition.settings.parse({ ...definition.defaults, ...options.settings });
  return withShortSession(async (session, folder) => {
    const signal = options.signal ?? AbortSignal.timeout(60_000);
    const event =
      options.body === undefined ? null : { contentType: 'application/json', body: Buffer.from(options.body) };
    const scope: SampleScope = { ...options, session, folder, signal, event };
    const context = await createConnectorContext({ ...scope, settings: given });
    const discovery = await connector.discover({ ...context, limit: sampleRows });
    const settings = definition.settings.parse({ ...given, ...discovery.settings });
    const step = planSource(options.nodeId, kind, settings);
    const { pipelineId, nodeId } = options;
    const earlier = await openEarlierSample(scope, pipelineId, nodeId);
    const sample = await takeSample(scope, step);
    if (discovery.shape !== undefined) {
      const { shape } = discovery;
      const overlaps = await compareValues(scope, { settings: given, shape, earlier, relation: step.relation });
      const { workspaceId, userId } = options;
      await recordLook({ workspaceId, pipelineId, nodeId, settings, shape, overlaps, ...(userId && { userId }) });
    }
    const { rows } = await session.queryRows(renderSql(sql`SELECT * FROM ${identifier(step.relation)}`), gridRows);
    const totalRows = discovery.totalRows ?? (sample.totalRows === null ? null : Number(sample.totalRows));
    const grid = { fields: [...step.fields], rows: rows.map((row) => [...row]), rowCount: sample.rowCount };
    return { settings, fields: step.fields, grid, totalRows, rejectedCount: sample.rejectedCount };
  });
}

function planSource(nodeId: string, kind: NodeKind, settings: Record<string, unknown>): SourceStep {
  const node = { id: nodeId, kind, name: kind, position: { x: 0, y: 0 }, settings, disabled: false };
  const graph: Graph = { schemaVersion: graphSchemaVersion, nodes: [node], edges: [] };
  const { plan, problems } = compileGraph(graph, { now: new Date().toISOString() });
  const step = plan.steps[0];
  if (step?.role === 'source') return step;
  const [problem] = problems;
  throw new TelarError('source_unreadable', { nodeId, params: { problem: problem?.code ?? 'unknown' } });
}
