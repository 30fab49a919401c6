import type { HttpRequest } from '#connectors/kit/http-client.ts';
import { composeHeaders } from './egress-client.ts';

const mask = '•••';
/** Anything shorter would also be found where it is no secret. */
const minLength = 4;
const secretName = /key|token|secret|signature|pass|pwd|auth|cookie|cred|session|jwt/i;
/** Ours, and no secret. */
const openNames = new Set(['idempotency-key']);

export interface MaskedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

/**
 * A request as a person may see it: as it goes out, but for what it proves itself with, wherever that stands, and for
 * headers and parameters that are called like a secret.
 */
export function maskRequest(request: HttpRequest): MaskedRequest {
  const hide = createMask(request.secrets ?? []);
  const headers = Object.entries(composeHeaders(request)).map(([name, value]) => {
    const isSecret = secretName.test(name) && !openNames.has(name);
    return { name, value: isSecret ? maskCredential(value) : hide(value) };
  });
  const { body = '' } = request;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  return { method: request.method, url: maskParameters(hide(request.url)), headers, body: hide(text) };
}

/** Takes the secrets out of texts, however they are written there. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  // Longest first, so that no part of one is left beside the mask of another.
  const hidden = [...new Set(forms)].filter(({ length }) => length >= minLength).sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}

/** `Bearer eyJ…` is still seen to be a bearer token. */
function maskCredential(value: string): string {
  const scheme = /^(Bearer|Basic|Token|Digest) /i.exec(value)?.[0] ?? '';
  return `${scheme}${mask}`;
}

function maskParameters(url: string): string {
  const [address = '', query] = url.split(/\?(.*)/s);
  if (query === undefined) return url;
  const parts = query.split('&').map((part) => {
    const [name = ''] = part.split('=');
    return secretName.test(name) && part.includes('=') ? `${name}=${mask}` : part;
  });
  return `${address}?${parts.join('&')}`;
}
