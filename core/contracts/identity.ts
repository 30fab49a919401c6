import { z } from 'zod';

export const roles = ['owner', 'admin', 'editor', 'viewer'] as const;
export const locales = ['en', 'es'] as const;

export type Role = (typeof roles)[number];
export type Locale = (typeof locales)[number];

/** `POST /api/v1/setup` → `{ userId, workspaceId }` (201), only while there is no user. `GET` → `{ needed }`. */
export const setupRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  password: z.string().min(10).max(200),
  workspaceName: z.string().trim().min(1).max(120),
});

export type SetupRequest = z.infer<typeof setupRequestSchema>;

/** `GET /api/v1/me` */
export const meSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), locale: z.enum(locales) }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: z.enum(roles),
});

export type Me = z.infer<typeof meSchema>;

/** `GET /api/v1/members` → `{ members }`, by name: who works in the workspace. */
export const memberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
});

export type MemberView = z.infer<typeof memberSchema>;

/** `PATCH /api/v1/me` → me. A new password ends every other session. */
export const updateMeRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  locale: z.enum(locales).optional(),
  password: z.strictObject({ current: z.string().max(200), next: z.string().min(10).max(200) }).optional(),
});

/** `PATCH /api/v1/workspace` → me */
export const renameWorkspaceRequestSchema = z.strictObject({ name: z.string().trim().min(1).max(120) });
