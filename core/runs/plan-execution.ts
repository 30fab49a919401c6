import type { ConnectorContext } from '#connectors/kit/connector.ts';
import type { Plan } from '#core/compiler/plan.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { StepRecorder } from './record-steps.ts';

/** One attempt at a run, as its steps see it. */
export interface PlanExecution {
  readonly runId: string;
  readonly workspaceId: string;
  readonly plan: Plan;
  readonly session: EngineSession;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly recorder: StepRecorder;
  readonly event: ConnectorContext<unknown>['event'];
}
