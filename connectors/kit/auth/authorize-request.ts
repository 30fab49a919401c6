import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { HttpRequest } from '#connectors/kit/http-client.ts';
import type { ApiKey, AuthKind } from './auth-kind.ts';
import { signAwsRequest } from './sign-aws-request.ts';

/** The request with what proves who the account is. Those that are no HTTP stay as they are. */
export function authorizeRequest(auth: AuthKind, connection: ResolvedConnection, request: HttpRequest): HttpRequest {
  const secret = (name: string) => connection.secret[name] ?? '';
  switch (auth.kind) {
    case 'bearer':
      return withHeader(request, 'authorization', `${auth.scheme ?? 'Bearer'} ${secret(auth.tokenSecret)}`);
    case 'oauth':
      return withHeader(request, 'authorization', `${auth.scheme ?? 'Bearer'} ${connection.grant?.accessToken ?? ''}`);
    case 'basic':
      return withHeader(request, 'authorization', formatBasic(auth.username, secret(auth.passwordSecret)));
    case 'api-key':
      return placeKey(auth, secret(auth.keySecret), request);
    case 'aws-signature': {
      const sessionToken = secret(auth.sessionTokenSecret);
      const keys = { ...auth, secretAccessKey: secret(auth.keySecret), ...(sessionToken && { sessionToken }) };
      return signAwsRequest(request, keys, new Date());
    }
    case 'none':
    case 'database':
      return request;
  }
}

/** RFC 7617. */
export function formatBasic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function placeKey({ place, name }: ApiKey, key: string, request: HttpRequest): HttpRequest {
  if (place === 'header') return withHeader(request, name.trim().toLowerCase(), key);
  if (place === 'basic') return withHeader(request, 'authorization', formatBasic(key, ''));
  const url = new URL(request.url);
  url.searchParams.set(name, key);
  return { ...request, url: url.href };
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const others = Object.entries(request.headers ?? {}).filter(([other]) => other.toLowerCase() !== name);
  return { ...request, headers: { ...Object.fromEntries(others), [name]: value } };
}
