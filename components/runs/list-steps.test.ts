import { describe, expect, it } from 'vitest';
import { createSamplePipeline } from '#components/pipelines/sample-pipeline.ts';
import type { RunStepView } from '#core/contracts/runs.ts';
import { listSteps } from './list-steps.ts';

const graph = createSamplePipeline({ source: 'Contacts', filter: 'Has', deduplicate: 'One', target: 'File' });

describe('listSteps', () => {
  it('foretells the steps of a run that no worker has taken', () => {
    const steps = listSteps({ steps: [], graph });
    expect(steps.map(({ nodeId, status }) => [nodeId, status])).toEqual(graph.nodes.map(({ id }) => [id, 'pending']));
  });

  it('does not call a cancelled step a failure, and a failed one still is', () => {
    const [step] = listSteps({ steps: [], graph });
    const fail = (code: string): RunStepView => ({
      ...(step as RunStepView),
      status: 'failed',
      error: { code, message: '', actor: 'user', retryable: false, params: {} },
    });
    const shown = listSteps({ steps: [fail('run_cancelled'), fail('table_missing')], graph });
    expect(shown.map(({ status }) => status)).toEqual(['skipped', 'failed']);
  });
});
