import type { HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { checkUrl } from './check-url.ts';

/** What may follow a redirect to another origin: nothing that could carry a secret. */
const harmlessHeaders = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

/**
 * The request that an answer leads to; null when it leads nowhere. Another origin gets no credentials.
 * Throws `egress_redirect_body` rather than send a body to another origin, and `egress_redirect_insecure` rather than go
 * on without encryption after credentials were sent with it.
 */
export function followRedirect(request: HttpRequest, { status, headers }: HttpResponse): HttpRequest | null {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  const from = new URL(request.url);
  const to = checkUrl(location, request.url);
  const isSameOrigin = to.origin === from.origin;
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
  const { body, ...rest } = request;
  const carriesBody = body !== undefined && !becomesGet;
  const params = { host: from.host, target: to.host };
  if (carriesBody && !isSameOrigin) throw new TelarError('egress_redirect_body', { params, status: 422 });
  const given = Object.entries(request.headers ?? {});
  const harmless = given.filter(([name]) => harmlessHeaders.has(name.toLowerCase()));
  const carriesSecret = harmless.length < given.length || (request.secrets ?? []).length > 0;
  if (carriesSecret && from.protocol === 'https:' && to.protocol === 'http:')
    throw new TelarError('egress_redirect_insecure', { params, actor: 'vendor', status: 422 });
  const next = { ...rest, url: to.href, headers: Object.fromEntries(isSameOrigin ? given : harmless) };
  if (becomesGet) return { ...next, method: 'GET' };
  return { ...next, ...(body !== undefined && { body }) };
}
