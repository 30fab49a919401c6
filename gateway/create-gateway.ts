import Fastify, { type FastifyError, type FastifyInstance, type RouteOptions } from 'fastify';
import { getDatabase } from '#core/platform/database.ts';
import { presentError } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { receiveEvent } from '#core/webhooks/receive-event.ts';

const bodyLimitBytes = 5 * 1024 * 1024;

export interface GatewayOptions {
  /** Told of every route that is added. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** The HTTP face towards other systems. Bodies stay bytes: nothing here reads what is in them. */
export function createGateway({ onRoute }: GatewayOptions = {}): FastifyInstance {
  const gateway = Fastify({
    bodyLimit: bodyLimitBytes,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 64 },
  });
  if (onRoute) gateway.addHook('onRoute', onRoute);
  gateway.removeAllContentTypeParsers();
  gateway.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  gateway.setErrorHandler((error: FastifyError | TelarError, request, reply) => {
    const failure = asTelarError(error);
    const status = failure instanceof TelarError ? failure.status : 500;
    const locale = request.headers['accept-language']?.startsWith('es') ? 'es' : 'en';
    return reply.code(status).send({ error: presentError(failure, locale, request.id) });
  });
  gateway.setNotFoundHandler(() => {
    throw new TelarError('not_found', { status: 404 });
  });

  gateway.get('/healthz', async () => {
    await getDatabase().$queryRaw`SELECT 1`;
    return { status: 'ok' };
  });

  gateway.post<{ Params: { hookId: string } }>('/hooks/:hookId', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { hookId } = request.params;
    const received = await receiveEvent({ hookId, headers: request.headers, body: new Uint8Array(body) });
    return reply.code(202).send(received);
  });

  return gateway;
}

/** Refusals of the HTTP layer in our own words; anything else stays what it is. */
function asTelarError(error: FastifyError | TelarError): Error {
  if (error instanceof TelarError) return error;
  if (error.statusCode === 413) {
    return new TelarError('body_too_large', { params: { maxKilobytes: bodyLimitBytes / 1024 }, status: 413 });
  }
  const status = error.statusCode ?? 500;
  return status < 500 ? new TelarError('body_invalid', { status, cause: error }) : error;
}
