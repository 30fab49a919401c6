import { z } from 'zod';

/** `PUT /api/v1/workspace/network`: private addresses that the workspace's pipelines may call, all of them. */
export const setNetworkRulesRequestSchema = z.strictObject({
  /** `10.1.2.0/24`, `crm.internal` or `10.1.2.3:5432`, one an entry. */
  addresses: z.array(z.string().trim().min(1).max(270)).max(200),
});

/** `GET /api/v1/workspace/network`, and what `PUT` answers. */
export const networkRulesSchema = z.object({
  rules: z.array(
    z.object({
      address: z.string(),
      /** Null: the person is no longer known. */
      addedBy: z.string().nullable(),
      addedAt: z.iso.datetime(),
    }),
  ),
  /** Opened by the configuration of the installation, for every workspace. */
  installation: z.array(z.string()),
});

export type NetworkRulesView = z.infer<typeof networkRulesSchema>;

/** Query of `GET /api/v1/connections/:id/requests`. */
export const requestLogQuerySchema = z.object({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  /** `failed`: those without an answer, or with one from 400 on. */
  show: z.enum(['all', 'failed']).default('all'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type RequestLogQuery = z.infer<typeof requestLogQuerySchema>;

/** One request that left in the name of a connection. Neither headers nor bodies are kept. */
export const loggedRequestSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  runId: z.string().nullable(),
  nodeId: z.string().nullable(),
  /** `CONNECT` for what is not HTTP. */
  method: z.string(),
  /** `•••` stands for what could be a secret. */
  address: z.string(),
  /** Null when there was no answer, and for what is not HTTP. */
  status: z.number().nullable(),
  failed: z.boolean(),
  /** Why there was no answer. */
  errorCode: z.string().nullable(),
  durationMs: z.number(),
  /** Of the answer, decompressed. */
  bytes: z.number(),
  /** From 1; higher when the same request was sent again. */
  attempt: z.number(),
});

export type LoggedRequestView = z.infer<typeof loggedRequestSchema>;

/** Answer of `GET /api/v1/connections/:id/requests`, newest first. */
export const requestLogSchema = z.object({
  requests: z.array(loggedRequestSchema),
  nextCursor: z.string().nullable(),
});

export type RequestLog = z.infer<typeof requestLogSchema>;
