import { targetConnectors } from '#connectors/registry.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from '#core/runs/connector-context.ts';
import type { RowStorage } from '#core/runs/stored-rows.ts';
import { listSightings } from '../find-person.ts';
import type { Erasing } from './erasing.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';

interface ErasedTarget {
  readonly kind: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Fields that hold addresses. */
  readonly fields: readonly string[];
}

/** Deletes the person in every place that a run wrote them to. What goes wrong at one is told by its receipt. */
export async function eraseFromTargets(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const receipts: ErasureReceipt[] = [];
  for (const target of await listTargets(erasing)) receipts.push(await eraseAtTarget(erasing, storage, target));
  return receipts;
}

/** Every place that somebody was written to, once. Files that runs made are erased as files. */
async function listTargets({ workspaceId, personHash }: Erasing): Promise<ErasedTarget[]> {
  const written = (await listSightings(workspaceId, personHash)).filter(
    ({ role, kind }) => role === 'written' && kind !== 'file-target',
  );
  const targets = new Map<string, ErasedTarget>();
  for (const { runId, nodeId } of written) {
    const index = await getDatabase().personIndex.findUnique({
      where: { runId_nodeId_role: { runId, nodeId, role: 'written' } },
      include: { run: { select: { graph: true } } },
    });
    const node = index && migrateGraph(index.run.graph).nodes.find(({ id }) => id === nodeId);
    if (!index || !node) continue;
    const settings = node.settings as Readonly<Record<string, unknown>>;
    const { connectionId, schema, table, url, mapping } = settings;
    const place = JSON.stringify([node.kind, connectionId, schema, table, url, mapping, index.columns]);
    const name = typeof table === 'string' ? `${node.name} (${String(schema)}.${table})` : node.name;
    if (!targets.has(place)) targets.set(place, { kind: node.kind, name, settings, fields: index.columns });
  }
  return [...targets.values()];
}

async function eraseAtTarget(
  { workspaceId, email, signal }: Erasing,
  storage: RowStorage,
  { kind, name, settings, fields }: ErasedTarget,
): Promise<ErasureReceipt> {
  const erase = targetConnectors[kind as keyof typeof targetConnectors]?.erase;
  if (erase === undefined) {
    const failure = new TelarError('erase_not_possible', { actor: 'admin' }).toJSON();
    return { place: 'target', name, outcome: 'not_possible', rows: 0, failure };
  }
  try {
    const context = await createConnectorContext({ ...storage, workspaceId, settings, signal, dry: true });
    const rows = await erase({ ...context, fields, email });
    return { place: 'target', name, outcome: rows > 0 ? 'done' : 'nothing', rows };
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof TelarError ? error : new TelarError('internal', { actor: 'admin', cause: error });
    return { place: 'target', name, outcome: 'failed', rows: 0, failure: cause.toJSON() };
  }
}
