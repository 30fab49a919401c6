import type { Accounting } from '#core/compiler/plan.ts';

export interface StepCounts {
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsFiltered: number;
  readonly rowsRejected: number;
  readonly rowsLoaded: number;
  readonly rowsUnchanged: number;
  /** Of those loaded, as far as the target tells. */
  readonly rowsCreated: number;
  readonly rowsUpdated: number;
  /** Taken out of the target; not part of those that came in where it mirrors them. */
  readonly rowsRemoved: number;
}

export const noRows: StepCounts = {
  rowsIn: 0,
  rowsOut: 0,
  rowsFiltered: 0,
  rowsRejected: 0,
  rowsLoaded: 0,
  rowsUnchanged: 0,
  rowsCreated: 0,
  rowsUpdated: 0,
  rowsRemoved: 0,
};

/** Counts of a transform; what a filtering step neither passed on nor rejected, it filtered. */
export function countTransform(
  accounting: Accounting,
  rowsIn: number,
  rowsOut: number,
  rowsRejected: number,
): StepCounts {
  const rowsFiltered = accounting === 'filters' ? rowsIn - rowsOut - rowsRejected : 0;
  return { ...noRows, rowsIn, rowsOut, rowsRejected, rowsFiltered };
}

/** Whether every row that came in is accounted for: passed on, filtered, rejected, loaded, or known already. */
export function isAccounted(accounting: Accounting | 'loads', counts: StepCounts): boolean {
  const { rowsIn, rowsOut, rowsFiltered, rowsRejected, rowsLoaded, rowsUnchanged } = counts;
  if (Object.values(counts).some((count) => count < 0)) return false;
  if (accounting === 'reshapes') return true;
  if (accounting === 'loads') return rowsIn === rowsLoaded + rowsRejected + rowsFiltered + rowsUnchanged;
  return rowsIn === rowsOut + rowsFiltered + rowsRejected + rowsUnchanged;
}
