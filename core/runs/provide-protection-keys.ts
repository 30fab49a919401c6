import type { Plan } from '#core/compiler/plan.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { findProtectionKeys } from '#core/security/keys/protection-keys.ts';

/** Gives the session the keys of the workspace where a step of the plan protects values. */
export async function provideProtectionKeys(session: EngineSession, plan: Plan, workspaceId: string): Promise<void> {
  if (!plan.steps.some(({ kind }) => kind === 'protect')) return;
  await session.provideKeys(await findProtectionKeys(workspaceId));
}
