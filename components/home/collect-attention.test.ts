import { describe, expect, it } from 'vitest';
import type { Issue } from '#core/contracts/issues.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import type { RunStatus } from '#core/contracts/runs.ts';
import { collectAttention } from './collect-attention.ts';

function describePipeline(id: string, missedRuns: number, ...runs: RunStatus[]): PipelineSummary {
  const recentRuns = runs.map((status, index) => ({ id: `run_${index}`, status }));
  return { id, missedRuns, needsAttention: true, recentRuns } as unknown as PipelineSummary;
}

describe('collectAttention', () => {
  it('names causes first, and leaves out the pipelines they explain and those that are well', () => {
    const issue = { id: 'issue_1', pipelines: [{ id: 'pipe_1' }] } as unknown as Issue;
    const well = { ...describePipeline('pipe_4', 0), needsAttention: false };
    const found = collectAttention(
      [issue],
      [
        describePipeline('pipe_1', 0, 'failed'),
        describePipeline('pipe_2', 3, 'succeeded'),
        describePipeline('pipe_3', 0, 'succeeded', 'failed', 'running'),
        well,
      ],
    );
    expect(found.map(({ type, href }) => [type, href])).toEqual([
      ['issue', '/issues?issue=issue_1'],
      ['missed', '/pipelines/pipe_2'],
      ['failed', '/runs/run_1'],
    ]);
  });
});
