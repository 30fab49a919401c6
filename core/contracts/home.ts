import { z } from 'zod';

/** What a newcomer does first, in the order in which it is usually done. */
export const guideSteps = ['pipeline', 'preview', 'connection', 'published', 'scheduled', 'succeeded'] as const;

export type GuideStep = (typeof guideSteps)[number];

export const guideSchema = z.object({
  /** What has been done in the workspace. It follows what is stored, so nobody ticks anything. */
  done: z.array(z.enum(guideSteps)),
  /** Whether the reader has put it away. */
  dismissed: z.boolean(),
});

export type Guide = z.infer<typeof guideSchema>;

const hourSchema = z.object({
  /** When the hour began. */
  at: z.iso.datetime(),
  succeeded: z.number(),
  failed: z.number(),
  rowsLoaded: z.number(),
});

/** `GET /api/v1/home`: the last 24 hours of the workspace and how far the first steps have come. */
export const homeSchema = z.object({
  day: z.object({
    /** 24 hours, oldest first; the last one is going on. */
    hours: z.array(hourSchema),
    runs: z.number(),
    succeeded: z.number(),
    failed: z.number(),
    running: z.number(),
    rowsLoaded: z.number(),
    rowsRejected: z.number(),
  }),
  guide: guideSchema,
});

export type Home = z.infer<typeof homeSchema>;
export type Day = Home['day'];

/** `PATCH /api/v1/home/guide` puts the first steps away for the reader, or brings them back → guide. */
export const changeGuideRequestSchema = z.strictObject({ dismissed: z.boolean() });
