import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';

/** Anything shorter would also be found where it is no secret. */
const minLength = 4;
const mask = '•••';

/**
 * The answer without the secrets, however they are written: some systems repeat in an error what they were sent, and errors
 * are stored and shown. Answers that are no errors are data and stay as they are.
 */
export function maskEcho(response: HttpResponse, secrets: readonly string[]): HttpResponse {
  if (response.status < 400) return response;
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  // Longest first, so that no part of one is left beside the mask of another.
  const hidden = [...new Set(forms)].filter(({ length }) => length >= minLength).sort((a, b) => b.length - a.length);
  const hide = (text: string) => hidden.reduce((rest, form) => rest.replaceAll(form, mask), text);
  const headers = Object.entries(response.headers).map(([name, value]) => [name, hide(value)]);
  const body = Buffer.from(hide(Buffer.from(response.body).toString()));
  return { ...response, headers: Object.fromEntries(headers), body };
}

/** What a request proves itself with: the secrets of its connection, its token, and what is made of them. */
export function listCredentials({ headers = {} }: HttpRequest, { secret, grant }: ResolvedConnection): string[] {
  const authorization = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value.replace(/^\S+ /, ''));
  return [...Object.values(secret), ...(grant ? [grant.accessToken] : []), ...authorization];
}
