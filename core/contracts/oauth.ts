import { z } from 'zod';
import { failureSchema } from './api-error.ts';
import { connectorIds, scopeSchema } from './connections.ts';

/**
 * `POST /api/v1/connections/:id/authorize` and `POST /api/v1/connect-links/:token/authorize`: open a blank window in the
 * click, ask this, then lead the window there; where the window was blocked, lead the page itself there with `popup: false`.
 */
export const authorizeRequestSchema = z.strictObject({ popup: z.boolean() });

export const authorizeResponseSchema = z.object({ attemptId: z.string(), authorizationUrl: z.string() });

/**
 * `GET /api/v1/oauth-attempts/:id`: ask until it is not `pending`. The window that comes back also tells
 * `BroadcastChannel('telar-oauth')` `{ attemptId }` and closes itself.
 */
export const oauthAttemptSchema = z.object({
  id: z.string(),
  status: z.enum(['pending', 'connected', 'failed', 'expired']),
  error: failureSchema.nullable(),
  connectionId: z.string(),
});

export type OAuthAttemptView = z.infer<typeof oauthAttemptSchema>;

/** `GET /api/v1/oauth-apps` → `{ redirectUri, apps }`: the workspace's own registrations at vendors. For admins. */
export const oauthAppSchema = z.object({
  connector: z.enum(connectorIds),
  clientId: z.string(),
  hasSecret: z.boolean(),
  updatedAt: z.iso.datetime(),
});

export type OAuthAppView = z.infer<typeof oauthAppSchema>;

/** `PUT /api/v1/oauth-apps/:connector` → app; `DELETE` forgets it. An absent secret keeps its stored value. */
export const putOAuthAppRequestSchema = z.strictObject({
  clientId: z.string().trim().min(1).max(1000),
  clientSecret: z.string().max(10_000).optional(),
});

/** `POST /api/v1/connections/:id/links` → link with its `url`, which is shown this once. `GET` → `{ links }`. */
export const createConnectLinkRequestSchema = z.strictObject({
  /** For whom, in your own words. */
  recipient: z.string().trim().max(120).optional(),
  expiresInHours: z.number().int().min(1).max(720).default(72),
});

export const connectLinkSchema = z.object({
  id: z.string(),
  recipient: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  status: z.enum(['open', 'used', 'expired', 'withdrawn']),
  /** Only in the answer that creates it. */
  url: z.string().optional(),
});

export type ConnectLinkView = z.infer<typeof connectLinkSchema>;

/** `GET /api/v1/connect-links/:token`, for everybody who holds the link: what they are asked for, and by whom. */
export const openConnectLinkSchema = z.object({
  workspaceName: z.string(),
  connectionName: z.string(),
  connector: z.enum(connectorIds),
  invitedBy: z.string(),
  host: z.string(),
  scopes: z.array(scopeSchema),
  expiresAt: z.iso.datetime(),
});

export type OpenConnectLink = z.infer<typeof openConnectLinkSchema>;

/**
 * `POST /api/v1/connection-requests` → request with the `url` to hand to an admin; asking again answers the open one.
 * For editors. `GET` → `{ requests }`: admins see all, others their own.
 */
export const createConnectionRequestRequestSchema = z.strictObject({
  connector: z.enum(connectorIds),
  /** To reconnect an existing one. */
  connectionId: z.string().max(80).optional(),
  note: z.string().trim().max(500).optional(),
});

/** `POST /api/v1/connection-requests/:id/resolve`, for admins: with the connection made in answer, or declined. */
export const resolveConnectionRequestSchema = z.strictObject({ connectionId: z.string().max(80).nullable() });

export const connectionRequestSchema = z.object({
  id: z.string(),
  connector: z.enum(connectorIds),
  connectionId: z.string().nullable(),
  note: z.string().nullable(),
  status: z.enum(['open', 'done', 'declined']),
  requestedBy: z.object({ userId: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  url: z.string(),
});

export type ConnectionRequestView = z.infer<typeof connectionRequestSchema>;
