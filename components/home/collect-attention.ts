import type { Issue } from '#core/contracts/issues.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

export type Attention = { readonly id: string; readonly href: string } & (
  | { readonly type: 'issue'; readonly issue: Issue }
  /** `missed`: occurrences that never started. `failed`: the newest run that ended, of a pipeline that no issue is about. */
  | { readonly type: 'missed' | 'failed'; readonly pipeline: PipelineSummary }
);

/** What waits for somebody, most urgent first, each pipeline under one cause. */
export function collectAttention(issues: readonly Issue[], pipelines: readonly PipelineSummary[]): Attention[] {
  const explained = new Set(issues.flatMap(({ pipelines: affected }) => affected.map(({ id }) => id)));
  const others = pipelines
    .filter(({ id, needsAttention }) => needsAttention && !explained.has(id))
    .map((pipeline): Attention => {
      const { id } = pipeline;
      if (pipeline.missedRuns > 0) return { type: 'missed', id, href: `/pipelines/${id}`, pipeline };
      const failed = pipeline.recentRuns.findLast(({ status }) => status === 'failed' || status === 'retrying');
      return { type: 'failed', id, href: failed ? `/runs/${failed.id}` : `/pipelines/${id}`, pipeline };
    });
  return [
    ...issues.map((issue): Attention => ({ type: 'issue', id: issue.id, href: `/issues?issue=${issue.id}`, issue })),
    ...others,
  ];
}
