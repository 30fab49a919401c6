import type { TelarErrorOptions } from '#core/platform/telar-error.ts';

/** Code of a sentence, and who must act. */
export type Translation = readonly [code: string, options?: TelarErrorOptions];

export const retryLater = { actor: 'nobody', retryable: true, status: 503 } as const;

const bySocketCode: Readonly<Record<string, Translation>> = {
  ECONNREFUSED: ['connection_refused', { retryable: true }],
  ENOTFOUND: ['host_unknown'],
  EAI_AGAIN: ['host_unknown', { retryable: true }],
  ETIMEDOUT: ['unreachable', { retryable: true }],
  EHOSTUNREACH: ['unreachable', { retryable: true }],
  ENETUNREACH: ['unreachable', { retryable: true }],
  ECONNRESET: ['connection_lost', retryLater],
  EPIPE: ['connection_lost', retryLater],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['certificate_untrusted'],
  SELF_SIGNED_CERT_IN_CHAIN: ['certificate_untrusted'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['certificate_untrusted'],
  UNABLE_TO_GET_ISSUER_CERT: ['certificate_untrusted'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['certificate_untrusted'],
  CERT_HAS_EXPIRED: ['certificate_expired', { actor: 'admin' }],
  ERR_TLS_CERT_ALTNAME_INVALID: ['certificate_other_host'],
};

/** What went wrong below a driver, as the sentence of its connector: `postgres_unreachable`. */
export function translateSocketFailure(connector: string, code: string | undefined): Translation | undefined {
  const found = bySocketCode[code ?? ''];
  return found && [`${connector}_${found[0]}`, found[1]];
}

/** The failure itself: a name with several addresses fails with those of all of them in one. */
export function firstFailure<Failure extends object>(error: unknown): Partial<Failure> {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors[0];
  return (error ?? {}) as Partial<Failure>;
}
