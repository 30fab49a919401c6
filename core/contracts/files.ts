import { z } from 'zod';

/**
 * `POST /api/v1/files?name=` with the bytes as the request body → file (201).
 * The same bytes under the same name answer the file that is there already (200).
 * `GET /api/v1/files` → `{ files }`, newest first; `DELETE /api/v1/files/:id` (204), 409 `file_in_use`.
 */
export const fileSchema = z.object({
  id: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  createdAt: z.iso.datetime(),
});

export type FileView = z.infer<typeof fileSchema>;

/** The largest upload, in bytes. */
export const maxFileBytes = 8 * 1024 ** 3;
