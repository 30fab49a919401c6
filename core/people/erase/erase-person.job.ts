import { z } from 'zod';
import type { JobType } from '#core/platform/queue.ts';

/** Delete a person's rows, as somebody asked. Repeating it deletes what is left. */
export const erasePersonJob = {
  queue: 'erase-person',
  payload: z.object({ erasureId: z.string() }),
} satisfies JobType<{ erasureId: string }>;
