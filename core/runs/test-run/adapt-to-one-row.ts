import type { TargetStep } from '#core/compiler/plan.ts';

/**
 * The step as it sends one row by itself: what removes or replaces the rows that do not come would take all others away.
 * A mirror changes and adds, a replacement adds. Only runs can be undone, so nothing is kept for that.
 */
export function adaptToOneRow(step: TargetStep): TargetStep {
  const { mode } = step.settings;
  const alone = mode === 'mirror' ? 'upsert' : mode === 'replace' ? 'append' : mode;
  const kept = 'keepBeforeDays' in step.settings && { keepBeforeDays: 0 };
  return { ...step, settings: { ...step.settings, ...(alone !== undefined && { mode: alone }), ...kept } };
}
