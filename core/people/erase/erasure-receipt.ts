import type { ErasurePlace } from '#core/contracts/people.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';

/** What became of somebody's rows in one place; `failure` says why something is left and what to do about it. */
export interface ErasureReceipt {
  readonly place: ErasurePlace;
  readonly name: string;
  readonly outcome: 'done' | 'nothing' | 'failed' | 'not_possible';
  readonly rows: number;
  readonly failure?: SerializedError;
}

export function receiptOf(place: ErasurePlace, rows: number): ErasureReceipt {
  return { place, name: '', outcome: rows > 0 ? 'done' : 'nothing', rows };
}
