import { z } from 'zod';
import type { JobType } from '#core/platform/queue.ts';

/** Renew the token of a connection that is due, or say that it has ended. */
export const refreshConnectionJob = {
  queue: 'refresh-connection',
  payload: z.object({ connectionId: z.string(), version: z.number() }),
} satisfies JobType<{ connectionId: string; version: number }>;
