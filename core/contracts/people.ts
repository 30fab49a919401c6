import { z } from 'zod';

/** `held`: among rows that are kept for a target until it takes them. */
export const sightingRoles = ['read', 'written', 'rejected', 'held'] as const;

export const sightingSchema = z.object({
  runId: z.string(),
  pipelineId: z.string(),
  pipelineName: z.string(),
  at: z.iso.datetime(),
  nodeId: z.string(),
  nodeName: z.string(),
  kind: z.string(),
  role: z.enum(sightingRoles),
});

export type Sighting = z.infer<typeof sightingSchema>;

/** What the newest run that had somebody on the way to a target came to there. */
export const personTargetSchema = z.object({
  pipelineId: z.string(),
  pipelineName: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  runId: z.string(),
  at: z.iso.datetime(),
  /** `retrying`: tried again by itself, at `nextAt`, or after earlier rows where that is null. `failed`: waits for somebody. */
  state: z.enum(['done', 'retrying', 'failed', 'rejected']),
  nextAt: z.iso.datetime().nullable(),
});

export type PersonTarget = z.infer<typeof personTargetSchema>;

const email = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/);

/** `POST /api/v1/people/search`: where an address was seen. In the body, so that it is in no log of addresses. */
export const personQuerySchema = z.strictObject({ email });

export const personFoundSchema = z.object({
  sightings: z.array(sightingSchema),
  targets: z.array(personTargetSchema),
  /** Steps of runs that were looked through, and from when on. */
  searched: z.number(),
  since: z.iso.datetime().nullable(),
  complete: z.boolean(),
});

export type PersonFound = z.infer<typeof personFoundSchema>;

/**
 * `target`: a table or an API that pipelines write to. `source` to `backups`: what Telar leaves to a person. All others:
 * where Telar keeps rows.
 */
export const erasurePlaces = [
  'target',
  'events',
  'files',
  'replays',
  'made',
  'samples',
  'memory',
  'held',
  'kept',
  'rejected',
  'requests',
  'pins',
  'sendings',
  'notes',
  'source',
  'settings',
  'account',
  'connection',
  'audit',
  'backups',
] as const;

export type ErasurePlace = (typeof erasurePlaces)[number];

const outcomes = ['done', 'nothing', 'failed', 'not_possible'] as const;

/** What became of somebody's rows in one place. */
export const erasureReceiptSchema = z.object({
  place: z.enum(erasurePlaces),
  /** Which table, file or pipeline; empty where the place is one. */
  name: z.string(),
  outcome: z.enum(outcomes),
  rows: z.number(),
  /** Why something is left and what to do, in the reader's language; null otherwise. */
  reason: z.string().nullable(),
});

export const erasureSchema = z.object({
  id: z.string(),
  status: z.enum(['pending', 'done']),
  /** The beginning of the keyed hash: the address itself is not kept. */
  person: z.string(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  receipts: z.array(erasureReceiptSchema),
});

export type ErasureView = z.infer<typeof erasureSchema>;

/** `GET /api/v1/people/erasures`; `POST` with an address asks for one (202). */
export const erasuresSchema = z.object({ erasures: z.array(erasureSchema) });
