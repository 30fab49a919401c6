import { Agent, buildConnector } from 'undici';
import type { HttpClient, HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
import { checkUrl } from './check-url.ts';
import { createCheckedLookup } from './checked-lookup.ts';
import { followRedirect } from './follow-redirect.ts';
import { readBody } from './read-body.ts';
import { translateEgressError } from './translate-egress-error.ts';

const maxRedirects = 5;
const connectTimeoutMs = 10_000;
const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 64 * 1024 * 1024;
const keptAgents = 50;

const agents = new Map<string, Agent>();

export interface EgressClientOptions {
  /** Hosts, `host:port` pairs and CIDR ranges that are closed otherwise, opened by the configuration. */
  readonly allow: readonly string[];
  /** The same, opened by a workspace: nothing that is reserved. */
  readonly own?: readonly string[];
  /** Hears of every request that went out or was refused, redirects one by one. */
  readonly onSent?: (sent: SentRequest) => void;
}

export interface SentRequest {
  readonly request: HttpRequest;
  /** Null when there was no answer. */
  readonly response: HttpResponse | null;
  readonly error: TelarError | null;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/**
 * The product's one way out for HTTP. Names are resolved here and the very addresses that were checked are connected to;
 * redirects are followed by hand under the same rules. Rejects with `egress_…` errors.
 */
export function createEgressClient({ allow, own = [], onSent }: EgressClientOptions): HttpClient {
  const agent = findAgent(allow, own);
  return { request: (request) => requestFollowing(agent, request, onSent ?? (() => undefined)) };
}

/** Clients of the same rules share connections. One that is forgotten goes on for who still holds it. */
function findAgent(allow: readonly string[], own: readonly string[]): Agent {
  const key = JSON.stringify([[...allow].sort(), [...own].sort()]);
  const agent = agents.get(key) ?? createAgent(createAddressPolicy(allow, own));
  agents.delete(key);
  agents.set(key, agent);
  const [oldest] = agents.keys();
  if (agents.size > keptAgents && oldest !== undefined) agents.delete(oldest);
  return agent;
}

function createAgent(policy: AddressPolicy): Agent {
  return new Agent({ connect: createCheckedConnector(policy), pipelining: 1, maxHeaderSize: 64 * 1024 });
}

/** Connects only to addresses that the policy allows, whichever name or record led to them. */
function createCheckedConnector(policy: AddressPolicy): buildConnector.connector {
  return (options, callback) => {
    const { hostname, protocol } = options;
    const port = Number(options.port || (protocol === 'https:' ? 443 : 80));
    try {
      const lookup = createCheckedLookup(policy, hostname, port);
      buildConnector({ lookup, timeout: connectTimeoutMs } as buildConnector.BuildOptions)(options, callback);
    } catch (error) {
      callback(error as Error, null);
    }
  };
}

async function requestFollowing(
  agent: Agent,
  request: HttpRequest,
  onSent: (sent: SentRequest) => void,
): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  let current: HttpRequest = { ...request, url: checkUrl(request.url).href };
  for (let redirects = 0; ; redirects += 1) {
    const response = await sendHeard(agent, current, signal, timeout, onSent);
    const next = request.followRedirects === false ? null : followRedirect(current, response);
    if (next === null) return response;
    if (redirects >= maxRedirects) {
      throw new TelarError('egress_redirects', { params: { host: new URL(current.url).host }, actor: 'vendor' });
    }
    current = next;
  }
}

async function sendHeard(
  agent: Agent,
  request: HttpRequest,
  signal: AbortSignal,
  timeout: AbortSignal,
  onSent: (sent: SentRequest) => void,
): Promise<HttpResponse> {
  const startedAt = new Date();
  const start = performance.now();
  const tell = (response: HttpResponse | null, error: TelarError | null) =>
    onSent({ request, response, error, startedAt, durationMs: performance.now() - start });
  try {
    const response = await send(agent, request, signal);
    tell(response, null);
    return response;
  } catch (cause) {
    const error = translateEgressError(cause, new URL(request.url).host, timeout.aborted);
    tell(null, request.signal?.aborted ? new TelarError('egress_cancelled', { cause }) : error);
    request.signal?.throwIfAborted();
    throw error;
  }
}

async function send(agent: Agent, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  const url = new URL(request.url);
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: composeHeaders(request),
    body:
      request.body === undefined ? null : typeof request.body === 'string' ? request.body : Buffer.from(request.body),
    signal,
  });
  const headers = flattenHeaders(response.headers);
  const body = await readBody(response, headers, request.maxBytes ?? defaultMaxBytes, url.host);
  return { status: response.statusCode, headers, body, url: request.url };
}

/** The headers of a request as it leaves; those of the transport itself, such as the length, come on top. */
export function composeHeaders({ headers = {} }: HttpRequest): Record<string, string> {
  return { 'user-agent': 'Telar', 'accept-encoding': 'gzip, br', ...lowerNames(headers) };
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
