import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest } from '#connectors/kit/http-client.ts';

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  readonly service: string;
}

const algorithm = 'AWS4-HMAC-SHA256';

/** Sent by the client of HTTP itself, or changed on the way. */
const unsignedHeaders = new Set(['authorization', 'connection', 'user-agent', 'accept-encoding', 'expect']);

/**
 * Signs with AWS Signature Version 4, in headers.
 * Source: docs.aws.amazon.com, IAM User Guide, "Create a signed AWS API request"; checked with the vectors given there.
 */
export function signAwsRequest(request: HttpRequest, keys: AwsKeys, now: Date): HttpRequest {
  const url = new URL(request.url);
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const bodyHash = sha256(request.body ?? '');
  const headers: Record<string, string> = {
    ...lowerNames(request.headers ?? {}),
    host: url.host,
    'x-amz-date': time,
    ...(keys.sessionToken && { 'x-amz-security-token': keys.sessionToken }),
    ...(keys.service === 's3' && { 'x-amz-content-sha256': bodyHash }),
  };
  const signed = Object.keys(headers)
    .filter((name) => !unsignedHeaders.has(name))
    .sort();
  const canonical = [
    request.method,
    canonicalPath(url, keys.service),
    canonicalQuery(url),
    ...signed.map((name) => `${name}:${headers[name]?.trim().replaceAll(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    bodyHash,
  ].join('\n');
  const scope = [time.slice(0, 8), keys.region, keys.service, 'aws4_request'];
  const text = [algorithm, time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<Buffer | string>((parent, part) => hmac(parent, part), `AWS4${keys.secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  const credential = `${keys.accessKeyId}/${scope.join('/')}`;
  const authorization = `${algorithm} Credential=${credential}, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
  const { host: _host, ...sent } = headers;
  return { ...request, headers: { ...sent, authorization } };
}

/** Every service but S3 encodes the path twice. */
function canonicalPath({ pathname }: URL, service: string): string {
  const once = pathname.split('/').map((part) => encodeStrictly(decodeURIComponent(part)));
  return (service === 's3' ? once : once.map(encodeStrictly)).join('/');
}

function canonicalQuery({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('&');
}

/** RFC 3986: all but letters, digits, `-`, `.`, `_` and `~`. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
