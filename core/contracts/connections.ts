import { z } from 'zod';
import { fieldTypes } from '#core/graph/field-type.ts';
import { failureSchema } from './api-error.ts';

export const connectorIds = ['postgres', 'mysql', 'http'] as const;

export type ConnectorId = (typeof connectorIds)[number];

const configValue = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]);

/** `expiring`: works, but its credentials end soon and cannot be renewed by themselves. */
export const connectionHealths = ['healthy', 'expiring', 'needs_reconnect', 'revoked', 'rate_limited'] as const;

export const connectionSharings = ['workspace', 'restricted'] as const;

/** `POST /api/v1/connections` → connection. Secrets go in and never come out. */
/** `DELETE /api/v1/connections/:id`: `leaveSlots` where its server cannot be reached any more to drop them. */
export const deleteConnectionQuerySchema = z.object({ leaveSlots: z.enum(['true', 'false']).default('false') });

export const createConnectionRequestSchema = z.strictObject({
  connector: z.enum(connectorIds),
  name: z.string().trim().min(1).max(120),
  config: z.record(z.string(), configValue),
  secret: z.record(z.string(), z.string().max(10_000)),
});

/** `PATCH /api/v1/connections/:id`: an absent secret name keeps its stored value. */
export const updateConnectionRequestSchema = createConnectionRequestSchema
  .omit({ connector: true })
  .partial()
  .extend({
    ownerId: z.string().max(80).optional(),
    sharing: z.enum(connectionSharings).optional(),
    /** Who may use it besides admins while it is restricted. */
    allowedUserIds: z.array(z.string().max(80)).max(500).optional(),
  });

/** `POST /api/v1/connections/test` with unsaved values. */
export const testValuesRequestSchema = createConnectionRequestSchema.partial({ name: true });

/** `POST /api/v1/connections/:id/test`: as stored, or as it would be after a change. */
export const testConnectionRequestSchema = createConnectionRequestSchema.partial();

/** What both answer. */
export const testConnectionResponseSchema = z.object({
  ok: z.boolean(),
  detail: z.string().optional(),
  /** One real row of what the account can read, as text and shortened; null where there is none to show. */
  row: z
    .object({
      /** The table or address it comes from. */
      from: z.string(),
      values: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
    })
    .nullish(),
  error: failureSchema.optional(),
});

export type TestRow = NonNullable<z.infer<typeof testConnectionResponseSchema>['row']>;

/** Whose account it is, as the vendor says. */
const identitySchema = z.object({
  id: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

export type AccountIdentity = z.infer<typeof identitySchema>;

/** A permission at the vendor, in its own name and in plain words (the name again where none are known). */
export const scopeSchema = z.object({ name: z.string(), text: z.string() });

export type ScopeView = z.infer<typeof scopeSchema>;

/** `GET /api/v1/connections` → `{ connections }`, those the reader may use. */
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
  health: z.object({
    state: z.enum(connectionHealths),
    /** Why it is not healthy. */
    reason: failureSchema.nullable(),
    since: z.iso.datetime(),
    /** When a rate limit ends. */
    retryAt: z.iso.datetime().nullable(),
  }),
  /** Live pipelines that wait until the connection works again. */
  pausedPipelines: z.array(z.object({ pipelineId: z.string(), name: z.string() })),
  /** `redirect`: a person consents at the vendor · `automatic`: tokens come without one · `values`: what the form holds. */
  authorization: z.enum(['redirect', 'automatic', 'values']),
  /** What the vendor granted; null before somebody connected, and for connections without tokens. */
  grant: z
    .object({
      identity: identitySchema.nullable(),
      scopes: z.array(scopeSchema),
      /** Asked for, but not granted. */
      missingScopes: z.array(scopeSchema),
      /** Of the token in use, which is renewed before it ends if `refreshable`. */
      expiresAt: z.iso.datetime().nullable(),
      refreshable: z.boolean(),
      grantedAt: z.iso.datetime(),
      refreshedAt: z.iso.datetime(),
      nextRefreshAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** Null: nobody answers for it. `isMember` is false once the person left the workspace. */
  owner: z.object({ userId: z.string(), name: z.string(), isMember: z.boolean() }).nullable(),
  sharing: z.enum(connectionSharings),
  allowedUserIds: z.array(z.string()),
});

export type ConnectionView = z.infer<typeof connectionSchema>;

/** `GET /api/v1/connections/:id/tables` (databases) → `{ tables }` */
export const tableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  estimatedRows: z.number().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      nullable: z.boolean(),
      primaryKey: z.boolean(),
      /** What one has to know to write into it; absent where Telar does not write. */
      writing: z
        .object({
          /** A new row must bring a value. */
          required: z.boolean(),
          /** Filled in by the table itself. */
          generated: z.boolean(),
          /** Characters. */
          maxLength: z.number().nullable(),
          /** The only values that it takes, of an enum or a CHECK; null: others as well. */
          values: z.array(z.string()).nullable(),
          fieldType: z.enum(fieldTypes),
        })
        .optional(),
    }),
  ),
});

export type TableView = z.infer<typeof tableSchema>;
