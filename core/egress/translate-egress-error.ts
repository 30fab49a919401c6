import { TelarError } from '#core/platform/telar-error.ts';

const certificateCodes = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Why a request had no answer, as a TelarError naming the host. */
export function translateEgressError(error: unknown, host: string, timedOut: boolean): TelarError {
  if (error instanceof TelarError) return error;
  const failure = firstFailure(error);
  if (failure instanceof TelarError) return failure;
  const code = failure.code ?? '';
  const options = { params: { host }, status: 422, cause: error };
  if (timedOut || /TIMEOUT|ETIMEDOUT/.test(code)) {
    return new TelarError('egress_timeout', { ...options, actor: 'vendor', retryable: true });
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new TelarError('egress_host_unknown', { ...options, retryable: code === 'EAI_AGAIN' });
  }
  if (certificateCodes.test(code)) return new TelarError('egress_certificate', { ...options, actor: 'vendor' });
  if (code === 'ERR_INVALID_CHAR' || code === 'UND_ERR_INVALID_ARG') {
    return new TelarError('egress_header_invalid', options);
  }
  return new TelarError('egress_unreachable', { ...options, actor: 'vendor', retryable: true });
}

/** A name with several addresses fails with the failures of all of them in one. */
function firstFailure(error: unknown): Error & { code?: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors[0];
  const failure = error as Error & { code?: string };
  return failure.cause instanceof TelarError ? failure.cause : failure;
}
