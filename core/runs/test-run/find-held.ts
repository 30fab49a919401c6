import type { Plan } from '#core/compiler/plan.ts';
import type { HeldRows } from '#core/contracts/pipelines.ts';
import { type HeldRelation, measureRows } from './hold-rows.ts';
import { openPins } from './pins.ts';

interface HeldScope {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly nodeId: string;
  readonly picked?: HeldRows | null;
}

/** What stands in for relations of the plan: picked rows before pins. Rows picked of the node itself are only picked there. */
export async function findHeldRelations(scope: HeldScope, plan: Plan): Promise<HeldRelation[]> {
  const { picked = null, nodeId } = scope;
  if (picked !== null) measureRows(picked);
  const outputs = plan.steps.flatMap((step) =>
    (step.role === 'source' ? [step] : step.role === 'transform' ? step.outputs : []).map((output) => ({
      ...output,
      nodeId: step.nodeId,
    })),
  );
  const pins = await openPins(scope, new Set(outputs.map((output) => output.nodeId)));
  return outputs.flatMap(({ nodeId: giver, port, relation, fields }): HeldRelation[] => {
    const isFor = (rows: HeldRows) => rows.nodeId === giver && rows.port === port;
    if (picked !== null && isFor(picked) && giver !== nodeId) return [{ relation, fields, rows: picked, by: 'pick' }];
    const pin = pins.find(isFor);
    return pin === undefined ? [] : [{ relation, fields, rows: pin, by: 'pin' }];
  });
}
