import type { HttpRequest } from '#connectors/kit/http-client.ts';
import { composeHeaders } from './egress-client.ts';
import { createMask, hideToken, isSecretName, mask } from './mask-secrets.ts';

export interface MaskedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

/**
 * A request as a person may see it, before it goes or after: as it goes out, but for what it proves itself with, wherever
 * that stands, for headers and parameters that are called like a secret, and for parts of the path that look like one.
 */
export function maskRequest(request: HttpRequest): MaskedRequest {
  const hide = createMask(request.secrets ?? []);
  const headers = Object.entries(composeHeaders(request)).map(([name, value]) => ({
    name,
    value: isSecretName(name) ? maskCredential(value) : hide(value),
  }));
  const { body = '' } = request;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  return { method: request.method, url: maskUrl(hide(request.url)), headers, body: hide(text) };
}

/** `Bearer eyJ…` is still seen to be a bearer token. */
function maskCredential(value: string): string {
  const scheme = /^(Bearer|Basic|Token|Digest) /i.exec(value)?.[0] ?? '';
  return `${scheme}${mask}`;
}

function maskUrl(url: string): string {
  const [address = '', query] = url.split(/\?(.*)/s);
  const shown = address.split('/').map(hideToken).join('/');
  if (query === undefined) return shown;
  const parts = query.split('&').map((part) => {
    const [name = ''] = part.split('=');
    return isSecretName(name) && part.includes('=') ? `${name}=${mask}` : part;
  });
  return `${shown}?${parts.join('&')}`;
}
