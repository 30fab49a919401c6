import type { ConnectorContext } from '#connectors/kit/connector.ts';
import type { Plan } from '#core/compiler/plan.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { PlannedTarget } from './planned-target.ts';
import type { StepRecorder } from './record-steps.ts';
import type { DriftWatch } from './source-drift/drift-watch.ts';

/** One attempt at a run, as its steps see it. */
export interface PlanExecution {
  readonly runId: string;
  /** The claim that the attempt belongs to. */
  readonly epoch: number;
  readonly workspaceId: string;
  readonly pipelineId: string;
  /** Whether someone agreed to removals beyond the brake of a mirror. */
  readonly allowRemovals: boolean;
  readonly plan: Plan;
  readonly drift: DriftWatch;
  readonly session: EngineSession;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly recorder: StepRecorder;
  /** Whether rows that a target does not take are held for it; without, the run fails with it. */
  readonly holds: boolean;
  /** For a plan: nothing is written anywhere, and this hears what would be. */
  readonly dry?: { readonly addTarget: (target: PlannedTarget) => void };
  readonly event: ConnectorContext<unknown>['event'];
}
