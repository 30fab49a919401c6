import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { HttpClient, HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
import { translateEgressError } from './translate-egress-error.ts';

const maxRedirects = 5;
const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 64 * 1024 * 1024;
/** What may follow a redirect to another origin: nothing that could carry a secret. */
const harmlessHeaders = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

const clients = new Map<string, HttpClient>();

/**
 * The product's one way out for HTTP. Names are resolved here and the very addresses that were checked are connected to;
 * redirects are followed by hand under the same rules. `allow` opens hosts, `host:port` pairs and CIDR ranges that are
 * closed otherwise. Rejects with `egress_…` errors.
 */
export function createEgressClient({ allow }: { allow: readonly string[] }): HttpClient {
  const key = [...allow].sort().join('\n');
  const client = clients.get(key) ?? openClient(createAddressPolicy(allow));
  clients.set(key, client);
  return client;
}

function openClient(policy: AddressPolicy): HttpClient {
  const agent = new Agent({ connect: createCheckedConnector(policy), pipelining: 1, maxHeaderSize: 64 * 1024 });
  return { request: (request) => followRedirects(agent, request) };
}

/** Connects only to addresses that the policy allows, whichever name or record led to them. */
function createCheckedConnector(policy: AddressPolicy): buildConnector.connector {
  return (options, callback) => {
    const { hostname, protocol } = options;
    const port = options.port || (protocol === 'https:' ? '443' : '80');
    const byName = policy.allowsHost(hostname, port);
    const bare = hostname.replace(/^\[|\]$/g, '');
    if (isIP(bare) !== 0 && !byName && !policy.allowsAddress(bare)) {
      callback(refuse(hostname), null);
      return;
    }
    const lookup: LookupFunction = (name, lookupOptions, done) => {
      resolveName(name, { ...lookupOptions, all: true }, (error, addresses) => {
        if (error) return done(error, []);
        const allowed = byName ? addresses : addresses.filter(({ address }) => policy.allowsAddress(address));
        const first = allowed[0];
        if (first === undefined) return done(refuse(name), []);
        return lookupOptions.all ? done(null, allowed) : done(null, first.address, first.family);
      });
    };
    buildConnector({ lookup, timeout: 10_000 } as buildConnector.BuildOptions)(options, callback);
  };
}

function refuse(host: string): TelarError {
  return new TelarError('egress_refused', { params: { host }, actor: 'admin', status: 422 });
}

async function followRedirects(agent: Agent, request: HttpRequest): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  let current = { ...request, url: checkUrl(request.url).href };
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(agent, current, signal).catch((error: unknown) => {
      request.signal?.throwIfAborted();
      throw translateEgressError(error, new URL(current.url).host, timeout.aborted);
    });
    const next = request.followRedirects === false ? null : redirectOf(current, response);
    if (next === null) return response;
    if (redirects >= maxRedirects)
      throw new TelarError('egress_redirects', { params: { host: hostOf(current) }, actor: 'vendor' });
    current = next;
  }
}

function hostOf({ url }: HttpRequest): string {
  return new URL(url).host;
}

function checkUrl(url: string, base?: string): URL {
  if (!URL.canParse(url, base)) throw new TelarError('egress_address_invalid', { params: { url: url.slice(0, 200) } });
  const parsed = new URL(url, base);
  const usable = /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '';
  if (!usable)
    throw new TelarError('egress_address_invalid', { params: { url: `${parsed.protocol}//${parsed.host}` } });
  return parsed;
}

async function send(agent: Agent, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  const url = new URL(request.url);
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: { 'user-agent': 'Telar', 'accept-encoding': 'gzip, br', ...lowerNames(request.headers ?? {}) },
    body:
      request.body === undefined ? null : typeof request.body === 'string' ? request.body : Buffer.from(request.body),
    signal,
  });
  const headers = flattenHeaders(response.headers);
  const body = await readBody(response, headers, request.maxBytes ?? defaultMaxBytes, url.host);
  return { status: response.statusCode, headers, body, url: request.url };
}

/** Counts what comes out of the decompressor, so that a small answer cannot grow without limit. */
async function readBody(
  { body }: Dispatcher.ResponseData,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  host: string,
): Promise<Uint8Array> {
  const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  const decoder = decoders[headers['content-encoding']?.trim().toLowerCase() ?? '']?.();
  const stream =
    decoder === undefined
      ? body
      : Readable.from(body)
          .on('error', (error) => decoder.emit('error', error))
          .pipe(decoder);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new TelarError('egress_too_large', {
        params: { host, megabytes: Math.round(maxBytes / 1024 / 1024) },
        status: 422,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function redirectOf(request: HttpRequest, response: HttpResponse): (HttpRequest & { url: string }) | null {
  const { location } = response.headers;
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return null;
  const url = checkUrl(location, request.url);
  const headers = lowerNames(request.headers ?? {});
  const sameOrigin = url.origin === new URL(request.url).origin;
  const kept = Object.entries(headers).filter(([name]) => sameOrigin || harmlessHeaders.has(name));
  const becomesGet = response.status === 303 || (response.status < 303 && request.method === 'POST');
  const { body, ...rest } = request;
  const next = { ...rest, url: url.href, headers: Object.fromEntries(kept) };
  if (becomesGet) return { ...next, method: 'GET' };
  return { ...next, ...(body !== undefined && { body }) };
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function flattenHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
