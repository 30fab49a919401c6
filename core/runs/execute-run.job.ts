import { z } from 'zod';
import type { JobType } from '#core/platform/queue.ts';

const payload = z.strictObject({ runId: z.string() });

/** Work on a run that is queued, or that a worker left behind. */
export const executeRunJob = { queue: 'execute-run', payload } satisfies JobType<z.infer<typeof payload>>;
