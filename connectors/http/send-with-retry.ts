import { setTimeout as delay } from 'node:timers/promises';
import { heldBackCodes } from '#connectors/kit/held-back.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import { readRetryAfter } from '#connectors/kit/read-retry-after.ts';
import { TelarError } from '#core/platform/telar-error.ts';

type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;

export interface RetryOptions {
  readonly maxAttempts?: number;
  readonly sleep?: Sleep;
}

const firstDelayMs = 500;
const maxDelayMs = 60_000;
const retriedStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

const sleepFor: Sleep = (milliseconds, signal) => delay(milliseconds, undefined, signal && { signal });

/**
 * Sends until an answer comes that repeating would not change, at most `maxAttempts` times (5): after as long as
 * `Retry-After` asks, else after a random share of a doubling delay. The last answer comes back whatever its status. A request that the client itself
 * holds back is not repeated.
 */
export async function sendWithRetry(
  http: HttpClient,
  request: HttpRequest,
  { maxAttempts = 5, sleep = sleepFor }: RetryOptions = {},
): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await http.request({ ...request, attempt }).catch((error: unknown) => {
      const mayPass = error instanceof TelarError && error.retryable && !heldBackCodes.has(error.code);
      if (!mayPass || attempt >= maxAttempts) throw error;
      return null;
    });
    const isFinal = outcome !== null && (!retriedStatuses.has(outcome.status) || attempt >= maxAttempts);
    if (isFinal) return outcome;
    const asked = outcome === null ? null : readRetryAfter(outcome.headers['retry-after'], Date.now());
    // Whoever asks for longer is asked again by the next run.
    if (asked !== null && asked > maxDelayMs && outcome !== null) return outcome;
    await sleep(asked ?? Math.random() * Math.min(maxDelayMs, firstDelayMs * 2 ** attempt), request.signal);
  }
}

/** Throws for every status but success, saying who must act. */
export function checkStatus({ status, headers, body, url }: HttpResponse): void {
  if (status >= 200 && status < 300) return;
  const params = { status, host: new URL(url).host, detail: readDetail(body) };
  if (status === 401 || status === 403)
    throw new TelarError('http_unauthorized', { params, field: 'connectionId', status: 422 });
  if (status === 404 || status === 410) throw new TelarError('http_not_found', { params, field: 'url', status: 422 });
  if (status === 429) {
    const seconds = Math.ceil((readRetryAfter(headers['retry-after'], Date.now()) ?? maxDelayMs) / 1000);
    throw new TelarError('http_rate_limited', {
      params: { ...params, seconds },
      actor: 'nobody',
      retryable: true,
      status: 503,
    });
  }
  if (status >= 500)
    throw new TelarError('http_server_error', { params, actor: 'vendor', retryable: true, status: 502 });
  throw new TelarError('http_refused', { params, status: 422 });
}

/** The beginning of an answer, on one line, to show what the other side says. */
export function readDetail(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, 1000)).replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}
