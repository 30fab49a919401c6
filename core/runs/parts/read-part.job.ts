import { z } from 'zod';
import type { JobType } from '#core/platform/queue.ts';

const payload = z.strictObject({ runId: z.string(), nodeId: z.string(), epoch: z.int() });

export type ReadPartPayload = z.infer<typeof payload>;

/** Work on one of the parts that a source of a run is read in: whichever waits. */
export const readPartJob = { queue: 'read-part', payload } satisfies JobType<ReadPartPayload>;
