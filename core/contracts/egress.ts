import { z } from 'zod';

export const requestOutcomes = ['answered', 'refused', 'failed'] as const;

/** `GET /api/v1/connections/:id/requests` and `GET /api/v1/runs/:id/requests`, newest first. */
export const listRequestsQuerySchema = z.object({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  outcome: z.enum(requestOutcomes).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One request that left the product. Neither headers nor bodies are kept; secrets and values in the address are masked. */
export const egressRequestSchema = z.object({
  id: z.string(),
  connectionId: z.string().nullable(),
  runId: z.string().nullable(),
  nodeId: z.string().nullable(),
  method: z.string(),
  /** `•••` stands for what is not shown. */
  url: z.string(),
  /** Null when there was no answer. */
  status: z.number().nullable(),
  /** `answered`: below 400 · `refused`: 400 and above · `failed`: no answer. */
  outcome: z.enum(requestOutcomes),
  /** Code of the failure when there was no answer, with its sentence. */
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** Of the answer's body, after decompression. */
  bytes: z.number(),
  durationMs: z.number(),
  /** Waiting for the connection's limits before it was sent. */
  waitedMs: z.number(),
  /** From 1; higher when the same request was sent again. */
  attempt: z.number(),
  at: z.iso.datetime(),
});

export type EgressRequestView = z.infer<typeof egressRequestSchema>;

/** What both lists answer. */
export const listRequestsResponseSchema = z.object({
  requests: z.array(egressRequestSchema),
  nextCursor: z.string().nullable(),
});

export type RequestPage = z.infer<typeof listRequestsResponseSchema>;

/** Never more than `requests` in any `windowSeconds`. */
export const requestRateSchema = z.strictObject({
  requests: z.number().int().min(1).max(100_000_000),
  windowSeconds: z.number().int().min(1).max(31 * 86_400),
});

export type RequestRate = z.infer<typeof requestRateSchema>;

/** `PUT /api/v1/connections/:id/limits`: the connection's own limits. Null goes back to those of its connector. */
export const setLimitsRequestSchema = z.strictObject({
  rates: z.array(requestRateSchema).max(4).nullable(),
  /** Requests at the same time. */
  concurrency: z.number().int().min(1).max(1000).nullable(),
});

/** `GET /api/v1/connections/:id/limits`, and what `PUT` answers. */
export const connectionLimitsSchema = z.object({
  rates: z.array(
    requestRateSchema.extend({
      /** Counted against the limit now, by all processes. */
      used: z.number(),
      left: z.number(),
    }),
  ),
  concurrency: z.number().nullable(),
  /** Whether the rates, and the concurrency, are the connection's own rather than its connector's. */
  isOwn: z.object({ rates: z.boolean(), concurrency: z.boolean() }),
  /** Nothing is sent until then: the vendor asked to wait (`asked`), or too many requests failed in a row (`broken`). */
  pause: z.object({ until: z.iso.datetime(), reason: z.enum(['asked', 'broken']) }).nullable(),
  /** For the longest rate of an hour or more; null where there is none. */
  forecast: z
    .object({
      /** Requests that can still be sent in the window. */
      left: z.number(),
      /** Requests that scheduled runs will probably need in the next 24 hours. */
      needed: z.number(),
      /** False: some runs will have to wait. */
      isEnough: z.boolean(),
      pipelines: z.array(
        z.object({ pipelineId: z.string(), name: z.string(), requestsPerRun: z.number(), runs: z.number() }),
      ),
    })
    .nullable(),
});

export type ConnectionLimits = z.infer<typeof connectionLimitsSchema>;

/** `10.1.2.0/24`, `crm.internal` or `127.0.0.1:8080`, one an entry. */
const addressEntry = z.string().trim().toLowerCase().min(1).max(260);

/** `PUT /api/v1/workspace/egress`: private addresses that the workspace's pipelines may call. */
export const setAllowedAddressesRequestSchema = z.strictObject({ addresses: z.array(addressEntry).max(100) });

/** `GET /api/v1/workspace/egress`, and what `PUT` answers. */
export const allowedAddressesSchema = z.object({
  addresses: z.array(z.string()),
  /** Allowed by the configuration of the installation, for every workspace. */
  installation: z.array(z.string()),
});

export type AllowedAddresses = z.infer<typeof allowedAddressesSchema>;
