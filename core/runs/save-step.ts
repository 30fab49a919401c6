import type { StepStatus } from '#core/contracts/runs.ts';
import type { Field } from '#core/graph/field-type.ts';
import { publish } from '#core/platform/notify.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { fenceRun } from './fence-run.ts';
import type { RejectedCause } from './rejected-rows.ts';

/** What a check found; its sentence is `problems.<code>`. */
export interface StepWarning {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What is known of one node's part in a run. Counts that are left out keep their value. */
export interface StepProgress {
  readonly nodeId: string;
  /** Order in which the steps are shown. */
  readonly position: number;
  readonly status: StepStatus;
  readonly rowsIn?: number;
  readonly rowsOut?: number;
  readonly rowsFiltered?: number;
  readonly rowsRejected?: number;
  readonly rowsLoaded?: number;
  readonly rowsUnchanged?: number;
  readonly rowsCreated?: number;
  readonly rowsUpdated?: number;
  readonly rowsRemoved?: number;
  readonly rejectedBlobKey?: string | null;
  readonly keptBlobKey?: string | null;
  readonly keptRows?: number | null;
  readonly requestsBlobKey?: string | null;
  readonly fields?: readonly Field[];
  readonly rejectedCauses?: readonly RejectedCause[];
  readonly rowsByPort?: Readonly<Record<string, number>>;
  readonly warnings?: readonly StepWarning[];
  readonly startedAt?: Date | null;
  readonly finishedAt?: Date | null;
  readonly error?: SerializedError | null;
}

/** Writes the step and tells who watches the run. Throws `run_lease_lost` under an old epoch. */
export async function saveStep(runId: string, epoch: number, step: StepProgress): Promise<void> {
  await saveSteps(runId, epoch, [step]);
}

/** Writes several steps at once, as `saveStep` does one. */
export async function saveSteps(runId: string, epoch: number, steps: readonly StepProgress[]): Promise<void> {
  await fenceRun(runId, epoch, async (transaction) => {
    for (const { nodeId, error, warnings, rejectedCauses, fields, ...progress } of steps) {
      const data = {
        ...progress,
        ...(warnings && { warnings: warnings.map(({ code, params }) => ({ code, params: { ...params } })) }),
        ...(fields && { fields: fields.map(({ name, type }) => ({ name, type })) }),
        ...(rejectedCauses && { rejectedCauses: rejectedCauses.map((cause) => ({ ...cause })) }),
        ...(error !== undefined && { error: toJson(error) }),
      };
      await transaction.runStep.upsert({
        where: { runId_nodeId: { runId, nodeId } },
        create: { runId, nodeId, ...data },
        update: data,
      });
    }
    await publish('run', runId, transaction);
  });
}

/** A stored failure; none is NULL in the database, not JSON's null. */
export function toJson(error: SerializedError | null) {
  return error === null ? Prisma.DbNull : { ...error };
}
