import type { Graph, GraphNode } from '#core/graph/graph.ts';
import type { ScheduleTriggerSettings } from '#core/graph/nodes/schedule-trigger.ts';
import { createId } from '#core/platform/create-id.ts';
import type { Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { checkCron } from './check-cron.ts';
import { nextOccurrence } from './next-occurrences.ts';

export interface TriggerOwner {
  readonly id: string;
  readonly workspaceId: string;
}

/**
 * Makes the schedules and hooks of a pipeline follow the graph being published. A pause, the ledger and the
 * address of a hook stay as they are; a schedule whose rule is unchanged keeps what is due next.
 */
export async function syncTriggers(
  transaction: Transaction,
  pipeline: TriggerOwner,
  graph: Graph,
  now: Date = new Date(),
): Promise<void> {
  await syncSchedules(transaction, pipeline, nodesOf(graph, 'schedule-trigger'), now);
  await syncHooks(transaction, pipeline, nodesOf(graph, 'webhook-trigger'));
}

function nodesOf(graph: Graph, kind: GraphNode['kind']): GraphNode[] {
  return graph.nodes.filter((node) => node.kind === kind);
}

async function syncSchedules(
  transaction: Transaction,
  { id: pipelineId, workspaceId }: TriggerOwner,
  nodes: readonly GraphNode[],
  now: Date,
): Promise<void> {
  await transaction.schedule.deleteMany({ where: { pipelineId, nodeId: { notIn: nodes.map((node) => node.id) } } });
  const existing = await transaction.schedule.findMany({ where: { pipelineId } });
  for (const { id: nodeId, settings, disabled } of nodes) {
    const { cron, timeZone, overlap, missed } = settings as unknown as ScheduleTriggerSettings;
    const known = existing.find((schedule) => schedule.nodeId === nodeId);
    const isUsable = !disabled && checkCron(cron, timeZone) === null;
    const isUnchanged = known?.nextDueAt && known.cron === cron && known.timeZone === timeZone;
    const nextDueAt = isUsable ? (isUnchanged ? known.nextDueAt : nextOccurrence(cron, timeZone, now)) : null;
    const data = { cron, timeZone, overlapPolicy: overlap, missedPolicy: missed, nextDueAt };
    await transaction.schedule.upsert({
      where: { pipelineId_nodeId: { pipelineId, nodeId } },
      create: { id: createId('sched'), workspaceId, pipelineId, nodeId, ...data },
      update: data,
    });
  }
}

/** A hook whose node is gone is closed, not deleted: events it took may still be on their way through a run. */
async function syncHooks(
  transaction: Transaction,
  { id: pipelineId, workspaceId }: TriggerOwner,
  nodes: readonly GraphNode[],
): Promise<void> {
  const open = nodes.filter((node) => !node.disabled).map((node) => node.id);
  await transaction.hook.updateMany({ where: { pipelineId, nodeId: { notIn: open } }, data: { enabled: false } });
  for (const nodeId of open) {
    await transaction.hook.upsert({
      where: { pipelineId_nodeId: { pipelineId, nodeId } },
      create: { id: createId('hook'), workspaceId, pipelineId, nodeId },
      update: { enabled: true },
    });
  }
  await publish('gateway', pipelineId, transaction);
}
