import type { Problem } from '#core/graph/problem.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** A graph that cannot go live, with everything that must be mended first. */
export class GraphInvalidError extends TelarError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('graph_invalid', {
      params: { count: problems.filter(({ severity }) => severity === 'error').length },
      status: 422,
    });
    this.problems = problems;
  }
}
