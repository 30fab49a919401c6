import type { Problem } from '#core/graph/problem.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** A problem that keeps a graph from running, as the error of its step: `graph_invalid` (422), told in the problem's own words. */
export function errorOfProblem({ code, params, nodeId, field }: Problem): TelarError {
  const place = { ...(nodeId && { nodeId }), ...(field && { field }) };
  return new TelarError('graph_invalid', { params: { ...params, problem: code }, ...place, status: 422 });
}
