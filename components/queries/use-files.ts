'use client';

import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type FileView, fileSchema } from '#core/contracts/files.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const listSchema = z.object({ files: z.array(fileSchema) });

/** The uploads of the workspace as they are now. Rejects with an ApiError. */
export function readFiles(queryClient: QueryClient): Promise<FileView[]> {
  return queryClient.fetchQuery({
    queryKey: queryKeys.files,
    queryFn: ({ signal }) => callApi('/files', listSchema, { signal }).then(({ files }) => files),
  });
}
