import type { Position } from '#core/graph/graph.ts';
import type { Clip, Reference, Surroundings } from './clipboard-fragment.ts';

/** Steps that wait to be pasted until it is said what stands in for what is not here. */
export interface PendingPaste {
  readonly clip: Clip;
  readonly missing: readonly Reference[];
  readonly surroundings: Surroundings;
  readonly at: Position | null;
}
