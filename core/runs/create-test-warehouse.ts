import { Client } from 'pg';
import { emptyGraph, type Graph, type GraphNode, type NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { claimRun } from './claim-run.ts';
import { createRun } from './create-run.ts';
import { createTestPipeline, type TestPipeline } from './create-test-pipeline.ts';
import { executeRun } from './execute-run.ts';

/** A database of the test's own as a connection of a workspace, and runs between its tables. */
export interface TestWarehouse extends TestPipeline {
  readonly client: Client;
  readonly connectionId: string;
  /** Runs the graph in this process; answers the run with its steps by node. */
  readonly run: (graph: Graph, options?: { allowRemovals?: boolean }) => Promise<TestRunOutcome>;
  readonly drop: () => Promise<void>;
}

export interface TestRunOutcome {
  readonly id: string;
  readonly status: string;
  readonly error: { readonly code: string } | null;
  readonly steps: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Needs `provideTestDatabase`: the tables live in that database, in a schema of their own. */
export async function createTestWarehouse(): Promise<TestWarehouse> {
  const pipeline = await createTestPipeline();
  const connectionId = createId('conn');
  const url = new URL(process.env.DATABASE_URL ?? '');
  const config = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: url.username,
    database: url.pathname.slice(1),
  };
  const { workspaceId } = pipeline;
  const data = { id: connectionId, workspaceId, connector: 'postgres', name: 'Warehouse', config };
  await getDatabase().connection.create({ data });
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query('CREATE SCHEMA IF NOT EXISTS shop');
  return {
    ...pipeline,
    client,
    connectionId,
    run: async (graph, { allowRemovals = false } = {}) => {
      const id = await createRun({ ...pipeline, graph, trigger: 'manual', allowRemovals });
      const claim = await claimRun(id, 'test');
      if (claim === null) throw new Error('not claimable');
      await executeRun({ runId: id, epoch: claim.epoch, signal: new AbortController().signal });
      return readOutcome(id);
    },
    drop: () => client.end(),
  };
}

export async function readOutcome(id: string): Promise<TestRunOutcome> {
  const run = await getDatabase().run.findUniqueOrThrow({ where: { id }, include: { steps: true } });
  const steps = run.steps.map((step) => {
    const counts = Object.entries(step).flatMap(([name, value]) =>
      typeof value === 'bigint' && value > 0n ? [[name, Number(value)]] : [],
    );
    return [step.nodeId, Object.fromEntries(counts)];
  });
  return { id, status: run.status, error: run.error as TestRunOutcome['error'], steps: Object.fromEntries(steps) };
}

/** Steps in a row, each reading the one before. */
export function chainGraph(...nodes: GraphNode[]): Graph {
  const edges = nodes.slice(1).map((node, index) => ({
    id: `e${index}`,
    from: { node: nodes[index]?.id ?? '', port: 'rows' },
    to: { node: node.id, port: 'rows' },
  }));
  return { ...emptyGraph, nodes, edges };
}

export function testNode<Kind extends NodeKind>(
  id: string,
  kind: Kind,
  settings: Partial<SettingsOf<Kind>>,
): GraphNode {
  const all = { ...getNodeDefinition(kind).defaults, ...settings };
  return { id, kind, name: id, position: { x: 0, y: 0 }, settings: all, disabled: false };
}
