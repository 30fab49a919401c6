import { z } from 'zod';
import { failureSchema } from './api-error.ts';

export const connectorIds = ['postgres', 'http'] as const;

export type ConnectorId = (typeof connectorIds)[number];

const configValue = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]);

/** `POST /api/v1/connections` → connection. Secrets go in and never come out. */
export const createConnectionRequestSchema = z.strictObject({
  connector: z.enum(connectorIds),
  name: z.string().trim().min(1).max(120),
  config: z.record(z.string(), configValue),
  secret: z.record(z.string(), z.string().max(10_000)),
});

/** `PATCH /api/v1/connections/:id`: an absent secret name keeps its stored value. */
export const updateConnectionRequestSchema = createConnectionRequestSchema.omit({ connector: true }).partial();

/** `POST /api/v1/connections/test` with unsaved values. */
export const testValuesRequestSchema = createConnectionRequestSchema.partial({ name: true });

/** `POST /api/v1/connections/:id/test`: as stored, or as it would be after a change. */
export const testConnectionRequestSchema = createConnectionRequestSchema.partial();

/** What both answer. */
export const testConnectionResponseSchema = z.object({
  ok: z.boolean(),
  detail: z.string().optional(),
  error: failureSchema.optional(),
});

/** `GET /api/v1/connections` → `{ connections }` */
export const connectionSchema = z.object({
  id: z.string(),
  connector: z.enum(connectorIds),
  name: z.string(),
  config: z.record(z.string(), configValue),
  /** Names of secrets that are stored. */
  secretNames: z.array(z.string()),
  usedBy: z.array(z.object({ pipelineId: z.string(), name: z.string() })),
  lastUsedAt: z.iso.datetime().nullable(),
  lastTestedAt: z.iso.datetime().nullable(),
  lastTestError: failureSchema.nullable(),
  createdAt: z.iso.datetime(),
});

export type ConnectionView = z.infer<typeof connectionSchema>;

/** `GET /api/v1/connections/:id/tables` (postgres) → `{ tables }` */
export const tableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  estimatedRows: z.number().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), nullable: z.boolean(), primaryKey: z.boolean() })),
});

export type TableView = z.infer<typeof tableSchema>;
