import { TelarError } from '#core/platform/telar-error.ts';

export interface Removals {
  /** Rows in the target. */
  readonly total: number;
  /** Of those, what a mirror would remove. */
  readonly missing: number;
  /** Rows that came. */
  readonly staged: number;
  readonly brakePercent: number;
  /** Someone was told and agreed. */
  readonly allowRemovals: boolean;
}

/** Throws `mirror_source_empty` or `mirror_brake` before a mirror removes what is more likely missing by mistake. */
export function checkBrake({ total, missing, staged, brakePercent, allowRemovals }: Removals): void {
  if (allowRemovals || missing === 0) return;
  if (staged === 0)
    throw new TelarError('mirror_source_empty', { params: { rows: total }, field: 'mode', status: 422 });
  const percent = Math.ceil((missing / total) * 100);
  if ((missing / total) * 100 <= brakePercent) return;
  const params = { removals: missing, rows: total, percent, brake: brakePercent };
  throw new TelarError('mirror_brake', { params, field: 'brakePercent', status: 422 });
}
