import { TelarError } from './telar-error.ts';

/** Prisma: unreachable, timed out, closed, or no free connection in time. */
const downCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
const downKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);

interface DatabaseFailure {
  readonly code?: string;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly kind?: string } } };
}

/** `database_down` (503) for a failure because our own database does not answer; any other failure as it is. */
export function explainDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, meta } = error as DatabaseFailure;
  const isDown = downCodes.has(code ?? '') || downKinds.has(meta?.driverAdapterError?.cause?.kind ?? '');
  return isDown
    ? new TelarError('database_down', { actor: 'nobody', retryable: true, status: 503, cause: error })
    : error;
}
