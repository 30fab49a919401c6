import type { Plan } from '#core/compiler/plan.ts';
import type { StandInRows } from '#core/contracts/pipelines.ts';
import { openPins } from './pins.ts';
import { measureRows, type StandIn } from './stand-in.ts';

interface StandInScope {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly nodeId: string;
  readonly picked?: StandInRows | null;
}

/** What stands in for relations of the plan: picked rows before pins. Rows picked of the node itself are only picked there. */
export async function findStandIns(scope: StandInScope, plan: Plan): Promise<StandIn[]> {
  const { picked = null, nodeId } = scope;
  if (picked !== null) measureRows(picked);
  const outputs = plan.steps.flatMap((step) =>
    (step.role === 'source' ? [step] : step.role === 'transform' ? step.outputs : []).map((output) => ({
      ...output,
      nodeId: step.nodeId,
    })),
  );
  const pins = await openPins(scope, new Set(outputs.map((output) => output.nodeId)));
  return outputs.flatMap(({ nodeId: giver, port, relation, fields }): StandIn[] => {
    const isFor = (rows: StandInRows) => rows.nodeId === giver && rows.port === port;
    if (picked !== null && isFor(picked) && giver !== nodeId) return [{ relation, fields, rows: picked, by: 'pick' }];
    const pin = pins.find(isFor);
    return pin === undefined ? [] : [{ relation, fields, rows: pin, by: 'pin' }];
  });
}
