import type { Plan } from '#core/compiler/plan.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { noRows, type StepCounts } from './account-rows.ts';
import { type StepProgress, saveStep } from './save-step.ts';

/** What a step leaves behind besides its counts. */
export type StepOutcome = Pick<
  StepProgress,
  | 'rejectedBlobKey'
  | 'rejectedCauses'
  | 'rowsByPort'
  | 'warnings'
  | 'keptBlobKey'
  | 'keptRows'
  | 'requestsBlobKey'
  | 'fields'
>;

/** Writes a run's steps as it goes; every write is fenced by the claim's epoch. */
export interface StepRecorder {
  readonly start: (nodeId: string) => Promise<void>;
  /** Shows intermediate counts, at most twice a second. */
  readonly progress: (nodeId: string, counts: StepCounts) => void;
  /** Remembers what the step leaves behind whether it ends well or not. */
  readonly attach: (nodeId: string, outcome: StepOutcome) => void;
  readonly succeed: (nodeId: string, counts: StepCounts, outcome: StepOutcome) => Promise<void>;
  /** Marks one step as failed while others go on. */
  readonly failStep: (nodeId: string, failure: TelarError, counts?: { readonly rowsIn: number }) => Promise<void>;
  /** Shows that a target waits with its rows. */
  readonly hold: (nodeId: string, counts: { readonly rowsIn: number }) => Promise<void>;
  /** Marks the step that was running as failed and the rest as skipped. */
  readonly fail: (error: unknown) => Promise<void>;
}

const progressIntervalMs = 500;
const nothingLeft: StepOutcome = { rejectedBlobKey: null, keptBlobKey: null, keptRows: null, requestsBlobKey: null };

/** Lists every step as pending, replacing what an earlier attempt wrote; `only` some of them, where the others are done. */
export async function createStepRecorder(
  runId: string,
  epoch: number,
  plan: Plan,
  only?: readonly string[],
): Promise<StepRecorder> {
  const positions = new Map(plan.steps.map(({ nodeId }, index) => [nodeId, index]));
  const open = new Set(only ?? positions.keys());
  const attached = new Map<string, StepOutcome>();
  let current: string | null = null;
  let startedAt = new Date();
  let lastProgressAt = 0;
  let progressSaved: Promise<void> = Promise.resolve();
  const save = (nodeId: string, step: Omit<Parameters<typeof saveStep>[2], 'nodeId' | 'position'>) =>
    saveStep(runId, epoch, { nodeId, position: positions.get(nodeId) ?? 0, ...step });
  for (const nodeId of open) {
    await save(nodeId, {
      status: 'pending',
      ...noRows,
      ...nothingLeft,
      startedAt: null,
      finishedAt: null,
      error: null,
    });
  }
  return {
    start: async (nodeId) => {
      current = nodeId;
      startedAt = new Date();
      await save(nodeId, { status: 'running', ...noRows, startedAt });
    },
    progress: (nodeId, counts) => {
      const now = performance.now();
      if (now - lastProgressAt < progressIntervalMs) return;
      lastProgressAt = now;
      // A lost claim shows at the next awaited write; progress itself is only for the eye.
      progressSaved = save(nodeId, { status: 'running', ...counts, startedAt }).catch(() => undefined);
    },
    attach: (nodeId, outcome) => {
      attached.set(nodeId, { ...attached.get(nodeId), ...outcome });
    },
    succeed: async (nodeId, counts, outcome) => {
      open.delete(nodeId);
      current = null;
      // Progress that is still on its way would overwrite the final counts.
      await progressSaved;
      await save(nodeId, {
        ...{ status: 'succeeded', ...counts, ...attached.get(nodeId), ...outcome },
        startedAt,
        finishedAt: new Date(),
      });
    },
    hold: async (nodeId, counts) => {
      open.delete(nodeId);
      current = null;
      await save(nodeId, { status: 'pending', ...noRows, ...counts, startedAt: null });
    },
    failStep: async (nodeId, failure, counts) => {
      open.delete(nodeId);
      current = null;
      await progressSaved;
      const left = { ...noRows, ...counts, ...attached.get(nodeId) };
      await save(nodeId, { status: 'failed', ...left, startedAt, finishedAt: new Date(), error: failure.toJSON() });
    },
    fail: async (error) => {
      const failure = error instanceof TelarError ? error.toJSON() : null;
      const failed = failure?.nodeId ?? current;
      for (const nodeId of open) {
        if (nodeId === failed) {
          const left = { ...noRows, ...attached.get(nodeId) };
          await save(nodeId, { status: 'failed', ...left, startedAt, finishedAt: new Date(), error: failure });
        } else await save(nodeId, { status: 'skipped', ...noRows });
      }
    },
  };
}
