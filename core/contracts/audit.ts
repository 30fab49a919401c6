import { z } from 'zod';

/** `user`: a person · `cli`: the command line of this installation · `key`: an API key · `system`: Telar by itself. */
export const actorKinds = ['user', 'cli', 'key', 'system'] as const;

export type ActorKind = (typeof actorKinds)[number];

/** What can be done to what: an action is `<object type>.<deed>`. A room that records adds its own here. */
export const auditActions = {
  connection: [
    'created',
    'updated',
    'deleted',
    'secrets_adopted',
    'authorized',
    'disconnected',
    'impaired',
    'recovered',
    'link_created',
    'link_withdrawn',
    'limits_changed',
  ],
  oauth_app: ['saved', 'removed'],
  pipeline: ['row_sent'],
  network: ['changed'],
  person: ['searched', 'erasure_requested', 'erased'],
  encryption_key: ['rotated', 'imported', 'split', 'recovered'],
} as const;

export type AuditObjectType = keyof typeof auditActions;

export type AuditAction = {
  [Type in AuditObjectType]: `${Type}.${(typeof auditActions)[Type][number]}`;
}[AuditObjectType];

const auditObjectTypes = Object.keys(auditActions) as [AuditObjectType, ...AuditObjectType[]];
const allActions = auditObjectTypes.flatMap((type) => auditActions[type].map((deed) => `${type}.${deed}`));

/** Values that changed, by name; of secrets their names at most. */
const changeSchema = z.record(z.string(), z.unknown()).nullable();

/** Item of `GET /api/v1/audit-events` → `{ events, nextCursor }`, newest first. */
export const auditEventSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(actorKinds),
    id: z.string().nullable(),
    /** As it was called then; empty for the system. */
    name: z.string(),
  }),
  action: z.string(),
  object: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
  before: changeSchema,
  after: changeSchema,
});

export type AuditEventView = z.infer<typeof auditEventSchema>;

export const auditEventsResponseSchema = z.object({
  events: z.array(auditEventSchema),
  nextCursor: z.string().nullable(),
});

const id = z.string().regex(/^\w{1,80}$/);

/** Query of `GET /api/v1/audit-events`, for admins. `from` is included, `until` is not. */
export const auditEventsQuerySchema = z.object({
  actorKind: z.enum(actorKinds).optional(),
  actorId: id.optional(),
  action: z.enum(allActions as [AuditAction, ...AuditAction[]]).optional(),
  objectType: z.enum(auditObjectTypes).optional(),
  objectId: id.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type AuditEventsQuery = z.infer<typeof auditEventsQuerySchema>;
