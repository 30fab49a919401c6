import type { HttpResponse } from '#connectors/kit/http-client.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/**
 * What a failed request for a token means.
 * `ended`: the grant or code is no longer good · `refused`: client, scope or settings are wrong, an admin must act ·
 * `unanswered`: it may have arrived, and its answer was lost · `unavailable`: it did not count, ask again later ·
 * `limited`: ask again when told.
 */
export type TokenFailureKind = 'ended' | 'refused' | 'unanswered' | 'unavailable' | 'limited';

export class TokenFailure extends TelarError {
  readonly kind: TokenFailureKind;
  readonly retryAfterMs: number | null;

  constructor(kind: TokenFailureKind, error: TelarError, retryAfterMs: number | null = null) {
    super(error.code, { ...error, cause: error.cause });
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

const neverSent = new Set([
  'egress_refused',
  'egress_reserved',
  'egress_host_invalid',
  'egress_host_unknown',
  'egress_certificate',
  'egress_address_invalid',
]);
const neverSentCauses = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** A request without an answer: did it reach the vendor? */
export function explainSilence(error: TelarError): TokenFailure {
  const cause = error.cause as { code?: unknown; errors?: { code?: unknown }[] } | undefined;
  const code = String(cause?.code ?? cause?.errors?.[0]?.code ?? '');
  return new TokenFailure(
    neverSent.has(error.code) || neverSentCauses.test(code) ? 'unavailable' : 'unanswered',
    error,
  );
}

/** An answer without a token. Error codes are those of RFC 6749, 5.2; vendors' own are told as they are. */
export function explainRefusal(response: HttpResponse, value: Readonly<Record<string, unknown>> | null): TokenFailure {
  const { status, headers, url } = response;
  const error = typeof value?.error === 'string' ? value.error : '';
  const description = typeof value?.error_description === 'string' ? value.error_description : '';
  const params = { host: new URL(url).host, status, detail: (description || error).slice(0, 200) };
  const fail = (kind: TokenFailureKind, code: string, actor: 'admin' | 'vendor' | 'nobody', retryAfterMs?: number) => {
    const retryable = kind !== 'ended' && kind !== 'refused';
    return new TokenFailure(
      kind,
      new TelarError(code, { params, actor, retryable, status: 422 }),
      retryAfterMs ?? null,
    );
  };
  if (status === 429) {
    const seconds = Number(headers['retry-after']);
    return fail('limited', 'oauth_rate_limited', 'nobody', Number.isFinite(seconds) ? seconds * 1000 : 60_000);
  }
  if (status === 502 || status === 504) return fail('unanswered', 'oauth_vendor_failed', 'vendor');
  if (status >= 500 || status === 408 || error === 'temporarily_unavailable' || error === 'server_error') {
    return fail('unavailable', 'oauth_vendor_failed', 'vendor');
  }
  if (error === 'invalid_grant' || error === 'invalid_code') return fail('ended', 'oauth_grant_ended', 'admin');
  if (error === 'invalid_client' || error === 'unauthorized_client' || status === 401) {
    return fail('refused', 'oauth_client_refused', 'admin');
  }
  return fail('refused', error === '' ? 'oauth_no_token' : 'oauth_token_refused', 'admin');
}
