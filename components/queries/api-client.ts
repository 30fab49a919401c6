import type { z } from 'zod';
import { type ApiError as ApiErrorBody, apiErrorSchema } from '#core/contracts/api-error.ts';

/** An unsuccessful answer of the management API, or none at all (`status` 0, code `network_unreachable`). */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ApiErrorBody;

  constructor(status: number, body: ApiErrorBody) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }

  get code(): string {
    return this.body.code;
  }
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

function describeFailure(status: number, code: string): ApiErrorBody {
  return { code, message: '', actor: 'nobody', retryable: true, params: { status } };
}

/**
 * Asks the management API and checks the answer against its contract.
 * Rejects with ApiError, whose message is in the reader's language (empty when the server could not be reached).
 */
export async function callApi<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  { method = 'GET', body, signal }: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, { method, body, signal });
  if (!response.ok) throw await readError(response);
  return schema.parse(response.status === 204 ? undefined : await response.json());
}

async function send(path: string, { method, body, signal }: RequestOptions): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      signal,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, describeFailure(0, 'network_unreachable'));
  }
}

async function readError(response: Response): Promise<ApiError> {
  const parsed = apiErrorSchema.safeParse(await response.json().catch(() => null));
  return new ApiError(
    response.status,
    parsed.success ? parsed.data.error : describeFailure(response.status, 'server_unavailable'),
  );
}
