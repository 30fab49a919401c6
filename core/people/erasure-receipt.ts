import type { SerializedError } from '#core/platform/telar-error.ts';

/** What became of somebody's rows in one place; `failure` says why it is not deleted. */
export interface ErasureReceipt {
  readonly place: 'target' | 'kept';
  readonly name: string;
  readonly outcome: 'done' | 'nothing' | 'failed' | 'not_possible';
  readonly rows: number;
  readonly failure?: SerializedError;
}
