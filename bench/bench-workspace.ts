import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { emptyGraph, type Graph, type GraphNode, graphSchemaVersion, type NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import { deduplicate } from '#core/graph/nodes/deduplicate.ts';
import { createTestDatabase } from '#core/platform/create-test-database.ts';

/**
 * A migrated database with one workspace, one connection to that same database and a pipeline to run,
 * driven through the product's own modules. They read the environment once, so it is set before they load.
 */
export async function createBenchWorkspace() {
  const dataDir = resolve('.telar/bench/data');
  const database = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    TELAR_DATA_DIR: dataDir,
    TELAR_EGRESS_ALLOW: new URL(database.url).host,
    TELAR_LOG_LEVEL: 'error',
  });
  const { getDatabase } = await import('#core/platform/database.ts');
  const { createRun } = await import('#core/runs/create-run.ts');
  const { claimRun } = await import('#core/runs/claim-run.ts');
  const { executeRun } = await import('#core/runs/execute-run.ts');
  const { discoverSource } = await import('#core/runs/discover-source.ts');
  const { getBlobStore } = await import('#core/platform/blob-store.ts');
  const { getEnginePool } = await import('#core/engine/engine-pool.ts');
  const workspaceId = 'ws_bench';
  const pipelineId = 'pipe_bench';
  const { hostname: host, port, pathname, username } = new URL(database.url);
  const config = { host, port: Number(port || 5432), database: pathname.slice(1), user: username, tls: 'disable' };
  await getDatabase().workspace.create({ data: { id: workspaceId, name: 'Bench' } });
  await getDatabase().pipeline.create({ data: { id: pipelineId, workspaceId, name: 'Bench', draftGraph: {} } });
  await getDatabase().connection.create({
    data: { id: 'conn_bench', workspaceId, connector: 'postgres', name: 'Bench', config },
  });

  return {
    databaseUrl: database.url,
    createContactsGraph: async (file: string): Promise<Graph> => {
      const blobKey = 'files/bench.csv';
      const path = getBlobStore().path(blobKey);
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      await link(file, path);
      await getDatabase().file.create({
        data: { id: 'file_bench', workspaceId, name: 'contacts.csv', sizeBytes: 0, blobKey, sha256: '' },
      });
      const { settings } = await discoverSource({
        workspaceId,
        pipelineId,
        nodeId: 'source',
        kind: 'file-source',
        settings: { fileId: 'file_bench', fileName: 'contacts.csv' },
      });
      return contactsGraph(settings as SettingsOf<'file-source'>);
    },
    createDiffGraph,
    run: async (graph: Graph) => {
      const runId = await createRun({ workspaceId, pipelineId, versionId: null, graph, trigger: 'manual' });
      const claim = await claimRun(runId, 'bench');
      if (claim === null) throw new Error('the run could not be claimed');
      const startedAt = performance.now();
      const { peakRssBytes } = await executeRun({ runId, epoch: claim.epoch, signal: new AbortController().signal });
      const seconds = (performance.now() - startedAt) / 1000;
      const run = await getDatabase().run.findUniqueOrThrow({ where: { id: runId } });
      if (run.status !== 'succeeded') throw new Error(`the run ${run.status}: ${JSON.stringify(run.error)}`);
      return { seconds, peakRssBytes, run };
    },
    close: async () => {
      await getEnginePool().close();
      await getDatabase().$disconnect();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function contactsGraph(source: SettingsOf<'file-source'>): Graph {
  const nodes = [
    makeNode('source', 'file-source', source),
    makeNode('filter', 'filter', {
      match: 'all',
      caseSensitive: false,
      groups: [],
      conditions: [{ field: 'email', operator: 'contains', value: '@' }],
    }),
    makeNode('normalise', 'formula', { columns: [{ name: 'email', formula: 'NORMALIZEEMAIL([email])' }] }),
    makeNode('newest', 'deduplicate', {
      ...deduplicate.defaults,
      keys: ['email'],
      ignoreCase: false,
      keep: 'last',
      orderBy: 'updated_at',
    }),
    makeNode('target', 'postgres-target', {
      connectionId: 'conn_bench',
      schema: 'public',
      table: 'contacts',
      mode: 'replace',
      keys: [],
      createTable: true,
      mapping: null,
      removedRows: 'ignore',
      detect: 'target',
      brakePercent: 20,
      keepBeforeDays: 7,
    }),
  ];
  const edges = nodes.slice(1).map((node, index) => ({
    id: `edge_${index}`,
    from: { node: nodes[index]?.id ?? '', port: 'rows' },
    to: { node: node.id, port: 'rows' },
  }));
  return { schemaVersion: graphSchemaVersion, nodes, edges };
}

/** The table `people` into the table `contacts`, matched by id. */
function createDiffGraph(detect: 'target' | 'sent'): Graph {
  const texts = ['first_name', 'last_name', 'email', 'phone', 'company', 'job_title', 'country', 'lifecycle_stage'];
  const fields = [
    { name: 'id', type: 'integer' as const },
    ...[...texts, 'consent', 'signup_date'].map((name) => ({ name, type: 'text' as const })),
    { name: 'lead_score', type: 'integer' as const },
    { name: 'updated_at', type: 'datetime' as const },
  ];
  const connection = { connectionId: 'conn_bench', schema: 'public' };
  const source = { ...connection, mode: 'table', table: 'people', query: '', fields, sync: { mode: 'full' } } as const;
  const write = {
    mode: 'upsert',
    keys: ['id'],
    mapping: null,
    removedRows: 'ignore',
    brakePercent: 20,
    keepBeforeDays: 7,
  } as const;
  const nodes = [
    makeNode('source', 'postgres-source', source),
    makeNode('target', 'postgres-target', {
      ...connection,
      ...write,
      keys: ['id'],
      detect,
      table: 'contacts',
      createTable: false,
    }),
  ];
  const edges = [{ id: 'edge', from: { node: 'source', port: 'rows' }, to: { node: 'target', port: 'rows' } }];
  return { ...emptyGraph, nodes, edges };
}

function makeNode<Kind extends NodeKind>(id: string, kind: Kind, settings: SettingsOf<Kind>): GraphNode {
  return { id, kind, name: id, position: { x: 0, y: 0 }, settings: settings as GraphNode['settings'], disabled: false };
}
