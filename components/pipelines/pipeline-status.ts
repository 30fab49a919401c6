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
