import { expect, it } from 'vitest';
import type { Problem } from '#core/graph/problem.ts';
import { presentError, presentProblem } from '#core/platform/present-error.ts';
import { errorOfProblem } from './error-of-problem.ts';

it('tells a problem with what it is about, as the builder does', () => {
  const problem: Problem = { code: 'cycle', params: { name: 'mail' }, nodeId: 'n1', severity: 'error' };
  const presented = presentError(errorOfProblem(problem), 'en');
  expect(presented.message).toBe(presentProblem(problem, 'en').message);
  expect(presented.message).toContain('mail');
  expect(presented).toMatchObject({ code: 'graph_invalid', nodeId: 'n1' });
});
