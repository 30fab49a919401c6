import { sourceConnectors } from '#connectors/registry.ts';
import type { ErasurePlace } from '#core/contracts/people.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { listSightings } from '../find-person.ts';
import type { Erasing } from './erasing.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';

/** Of sources of these kinds the rows are Telar's own, and erased already. */
const ownSources: readonly string[] = ['file-source', 'webhook-trigger', 'sample-source'];

/** Where Telar has no say over what is kept, or would change what people wrote themselves: each with what to do. */
export async function nameLeftovers(erasing: Erasing): Promise<ErasureReceipt[]> {
  return [
    ...(await nameSources(erasing)),
    ...(await namePipelines(erasing)),
    ...(await nameMemories(erasing)),
    ...(await nameAccounts(erasing)),
    ...(await nameConnections(erasing)),
    ...(await nameAudit(erasing)),
    leftover('backups', '', 'erase_backups_by_hand'),
  ];
}

function leftover(place: ErasurePlace, name: string, code: string): ErasureReceipt {
  return { place, name, outcome: 'not_possible', rows: 0, failure: new TelarError(code, { actor: 'admin' }).toJSON() };
}

async function nameSources({ workspaceId, personHash }: Erasing): Promise<ErasureReceipt[]> {
  const read = (await listSightings(workspaceId, personHash)).filter(
    ({ role, kind }) => role === 'read' && Object.hasOwn(sourceConnectors, kind) && !ownSources.includes(kind),
  );
  const names = new Set(read.map(({ nodeName, pipelineName }) => `${nodeName} (${pipelineName})`));
  return [...names].map((name) => leftover('source', name, 'erase_source_by_hand'));
}

/** Steps that have the address in their settings: changing them would change what the pipeline does. */
async function namePipelines({ workspaceId, pattern }: Erasing): Promise<ErasureReceipt[]> {
  const pipelines = await getDatabase().$queryRaw<{ name: string; graph: unknown; drafted: boolean }[]>`
    SELECT name, draft_graph AS graph, draft_graph::text ~* ${pattern.postgres} AS drafted FROM pipelines
    WHERE workspace_id = ${workspaceId} AND (draft_graph::text ~* ${pattern.postgres}
      OR EXISTS (SELECT FROM pipeline_versions WHERE pipeline_id = pipelines.id AND graph::text ~* ${pattern.postgres})
      OR EXISTS (SELECT FROM runs WHERE pipeline_id = pipelines.id AND graph::text ~* ${pattern.postgres}))
    ORDER BY name`;
  const address = new RegExp(pattern.javascript, 'iu');
  return pipelines.map(({ name, graph, drafted }) => {
    if (!drafted) return leftover('settings', name, 'erase_versions_by_hand');
    const steps = migrateGraph(graph).nodes.filter((node) => address.test(JSON.stringify(node)));
    const named = steps.length === 0 ? name : `${name}: ${steps.map((node) => node.name).join(', ')}`;
    return leftover('settings', named, 'erase_settings_by_hand');
  });
}

/** A source that is read on from an address, as the last one that it read. */
async function nameMemories({ workspaceId, pattern }: Erasing): Promise<ErasureReceipt[]> {
  const states = await getDatabase().$queryRaw<{ name: string }[]>`
    SELECT DISTINCT name FROM node_states JOIN pipelines ON pipelines.id = pipeline_id
    WHERE node_states.workspace_id = ${workspaceId} AND state::text ~* ${pattern.postgres} ORDER BY name`;
  return states.map(({ name }) => leftover('memory', name, 'erase_memory_by_hand'));
}

async function nameAccounts({ workspaceId, email }: Erasing): Promise<ErasureReceipt[]> {
  const members = await getDatabase().user.findMany({
    where: { memberships: { some: { workspaceId } }, email: { equals: email, mode: 'insensitive' } },
    select: { name: true },
  });
  return members.map(({ name }) => leftover('account', name, 'erase_account_by_hand'));
}

async function nameConnections({ workspaceId, pattern }: Erasing): Promise<ErasureReceipt[]> {
  const connections = await getDatabase().$queryRaw<{ name: string }[]>`
    SELECT connections.name FROM connections LEFT JOIN connection_grants ON connection_id = connections.id
    WHERE connections.workspace_id = ${workspaceId}
      AND (connections.name ~* ${pattern.postgres} OR config::text ~* ${pattern.postgres} OR identity::text ~* ${pattern.postgres})
    ORDER BY connections.name`;
  return connections.map(({ name }) => leftover('connection', name, 'erase_connection_by_hand'));
}

async function nameAudit({ workspaceId, pattern }: Erasing): Promise<ErasureReceipt[]> {
  const [found] = await getDatabase().$queryRaw<{ mentions: boolean }[]>`
    SELECT EXISTS (SELECT FROM audit_events WHERE workspace_id = ${workspaceId}
      AND concat_ws(' ', actor_name, object_name, before, after) ~* ${pattern.postgres}) AS mentions`;
  return found?.mentions ? [leftover('audit', '', 'erase_audit_by_hand')] : [];
}
