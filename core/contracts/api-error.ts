import { z } from 'zod';

/** Body of every unsuccessful answer. `message` is in the reader's language. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    actor: z.enum(['user', 'admin', 'vendor', 'nobody']),
    retryable: z.boolean(),
    nodeId: z.string().optional(),
    field: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
});

export type ApiError = z.infer<typeof apiErrorSchema>['error'];

/** A failure as stored on runs and steps, with its sentence added when it is presented. */
export const failureSchema = apiErrorSchema.shape.error;
