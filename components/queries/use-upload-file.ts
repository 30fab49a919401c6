'use client';

import { useMutation } from '@tanstack/react-query';
import { apiErrorSchema } from '#core/contracts/api-error.ts';
import { type FileView, fileSchema } from '#core/contracts/files.ts';
import { ApiError } from './api-client.ts';

interface Upload {
  readonly file: File;
  /** Called with the share that has been sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Uploads a file's bytes; answers the file, known already or not. */
export function useUploadFile() {
  return useMutation({ mutationFn: uploadFile });
}

/** Sends a file's bytes. XMLHttpRequest, because fetch tells no upload progress. */
function uploadFile({ file, onProgress, signal }: Upload): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/files?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total));
    request.addEventListener('load', () => {
      const uploaded = fileSchema.safeParse(request.response);
      if (uploaded.success) resolve(uploaded.data);
      else reject(readUploadError(request));
    });
    request.addEventListener('error', () => reject(readUploadError(request)));
    request.addEventListener('abort', () => reject(new DOMException('Upload stopped', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function readUploadError(request: XMLHttpRequest): ApiError {
  const parsed = apiErrorSchema.safeParse(request.response);
  if (parsed.success) return new ApiError(request.status, parsed.data.error);
  const code = request.status === 0 ? 'network_unreachable' : 'server_unavailable';
  return new ApiError(request.status, { code, message: '', actor: 'nobody', retryable: true, params: {} });
}
