import type { TargetStep } from '#core/compiler/plan.ts';

/**
 * The step as it sends one row by itself: what removes or replaces the rows that do not come would take all others away.
 * A mirror changes and adds, a replacement adds.
 */
export function adaptToOneRow(step: TargetStep): TargetStep {
  const { mode } = step.settings;
  if (mode === 'mirror') return { ...step, settings: { ...step.settings, mode: 'upsert' } };
  if (mode === 'replace') return { ...step, settings: { ...step.settings, mode: 'append' } };
  return step;
}
