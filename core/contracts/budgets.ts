import { z } from 'zod';

const windowsSchema = z
  .array(
    z.strictObject({
      requests: z.number().int().min(1).max(10_000_000),
      windowSeconds: z.number().int().min(1).max(86_400),
    }),
  )
  .max(5);

/** `PUT /api/v1/connections/:id/budget` → budget: replaces what an admin had decided. Null: what the connector declares. */
export const saveBudgetRequestSchema = z.strictObject({
  /** At most so many requests in any window of that length. */
  windows: windowsSchema
    .refine((windows) => new Set(windows.map(({ windowSeconds }) => windowSeconds)).size === windows.length)
    .nullable(),
  /** Requests under way at once. */
  maxConcurrent: z.number().int().min(1).max(1_000).nullable(),
  /** Requests a day; null: no budget. */
  dailyRequests: z.number().int().min(1).max(1_000_000_000).nullable(),
  /** Where the day begins at midnight. */
  timeZone: z.string().trim().min(1).max(60),
});

export type BudgetSettings = z.infer<typeof saveBudgetRequestSchema>;

/** `GET /api/v1/connections/:id/budget`, for all who may use the connection. */
export const budgetSchema = z.object({
  /** Whether the connection sends requests over HTTP at all; nothing else is counted or limited. */
  sendsRequests: z.boolean(),
  settings: saveBudgetRequestSchema,
  /** What its connector declares. */
  declared: z.object({ windows: windowsSchema, maxConcurrent: z.number().nullable() }),
  today: z.object({
    used: z.number(),
    /** Of those, for people who waited for the answer. */
    interactive: z.number(),
    resetsAt: z.iso.datetime(),
    /** Requests until then, if it goes on as in the last hours. */
    forecast: z.number(),
    /** When runs have to stop then, because the budget is spent; null: not today. */
    spentAt: z.iso.datetime().nullable(),
  }),
  /** The last days with requests, oldest first. */
  days: z.array(z.object({ day: z.iso.date(), requests: z.number() })),
  /** `paused`: the vendor asked for it · `failing`: nothing is sent because the vendor keeps failing. */
  state: z.enum(['flowing', 'paused', 'failing']),
  /** When it goes on, or is tried again. */
  until: z.iso.datetime().nullable(),
  /** The vendor's own count, where it tells. */
  vendor: z.object({ used: z.number(), limit: z.number(), at: z.iso.datetime() }).nullable(),
});

export type BudgetView = z.infer<typeof budgetSchema>;
