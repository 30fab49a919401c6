import type { PersonTarget, Sighting } from '#core/contracts/people.ts';
import { getDatabase } from '#core/platform/database.ts';

/** By target, what became of somebody there in the newest run; `sightings` come newest first. */
export async function listPersonTargets(sightings: readonly Sighting[]): Promise<PersonTarget[]> {
  const atTargets = sightings.filter(({ kind, role }) => role !== 'read' && kind.endsWith('-target'));
  const newest = new Map<string, Sighting>();
  for (const sighting of atTargets) {
    const place = `${sighting.pipelineId} ${sighting.nodeId}`;
    const known = newest.get(place);
    // A run that wrote a target may have refused rows there, too, and first have held them.
    if (known === undefined || (known.runId === sighting.runId && rank(sighting) < rank(known)))
      newest.set(place, sighting);
  }
  const held = await getDatabase().heldRows.findMany({
    where: { runId: { in: [...newest.values()].map(({ runId }) => runId) } },
  });
  return [...newest.values()].map(({ pipelineId, pipelineName, nodeId, nodeName, runId, at, role }) => {
    const rows = held.find((each) => each.runId === runId && each.nodeId === nodeId);
    const place = { pipelineId, pipelineName, nodeId, nodeName, runId, at };
    if (role !== 'held') return { ...place, state: role === 'written' ? 'done' : 'rejected', nextAt: null };
    const isRetrying = rows?.status === 'waiting';
    return {
      ...place,
      state: isRetrying ? 'retrying' : 'failed',
      nextAt: (isRetrying && rows.nextAt?.toISOString()) || null,
    };
  });
}

function rank({ role }: Sighting): number {
  return ['rejected', 'written', 'held', 'read'].indexOf(role);
}
