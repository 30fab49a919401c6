import type { Status } from '#components/ui/status-icon.tsx';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

/** What the one icon beside a pipeline's name says. */
export function readPipelineStatus(pipeline: PipelineSummary): Status {
  const last = pipeline.recentRuns.at(-1);
  if (last?.status === 'running' || last?.status === 'queued') return last.status;
  if (last?.status === 'failed') return 'failed';
  if (pipeline.needsAttention) return 'warning';
  if (pipeline.paused) return 'paused';
  return last?.status ?? 'pending';
}

export const pipelineFilters = ['all', 'attention', 'live', 'draft', 'paused'] as const;

export type PipelineFilter = (typeof pipelineFilters)[number];

/** Whether a pipeline belongs under a filter. */
export function meetsFilter(pipeline: PipelineSummary, filter: PipelineFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'attention':
      return pipeline.needsAttention;
    case 'live':
      return pipeline.published;
    case 'draft':
      return !pipeline.published;
    case 'paused':
      return pipeline.paused;
  }
}
