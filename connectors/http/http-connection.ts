import type { ConnectionKind, TestServices } from '#connectors/kit/connection-kind.ts';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { HttpResponse } from '#connectors/kit/http-client.ts';
import { checkAddress } from '#core/graph/nodes/http-request.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { declareHttpAuth } from './declare-http-auth.ts';
import { type HttpConfig, httpConfigFields, httpConfigSchema, httpSecretFields } from './http-connection-fields.ts';
import { readFirstRecord } from './read-first-record.ts';
import { checkStatus, sendWithRetry } from './send-with-retry.ts';

/** An API with its base address and how it knows us. */
export const httpConnection: ConnectionKind = {
  connector: 'http',
  configFields: httpConfigFields,
  secretFields: httpSecretFields,
  auth: (config) => declareHttpAuth(parseConfig(config)),
  origins: (connection) => [new URL(baseAddress(connection)).origin],
  test: async (connection, { http, signal }) => {
    const response = await requestTestAddress(connection, { http, signal });
    // A base address often answers 404 itself; that it answers and knows us is what is tested.
    if (response.status !== 404 || testPath(connection) !== '') checkStatus(response);
    return `${new URL(response.url).host} · HTTP ${response.status}`;
  },
  readRow: async (connection, services) => readFirstRecord(await requestTestAddress(connection, services)),
};

function requestTestAddress(connection: ResolvedConnection, { http, signal }: TestServices): Promise<HttpResponse> {
  const url = resolveAddress(connection, testPath(connection));
  return sendWithRetry(http, { method: 'GET', url, timeoutMs: 15_000, signal }, { maxAttempts: 1 });
}

function testPath({ config }: ResolvedConnection): string {
  const path = parseConfig(config).testPath ?? '';
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}

/**
 * The address meant by `url`: absolute, or below the connection's base, whose query goes along. Throws `address_missing`
 * and `address_invalid`.
 */
export function resolveAddress(connection: ResolvedConnection | null, url: string): string {
  const text = url.trim();
  const problem = checkAddress(text, connection !== null);
  if (problem !== null) throw new TelarError(problem, { field: 'url', status: 422 });
  if (connection === null || (text !== '' && !text.startsWith('/'))) return text;
  const base = baseAddress(connection);
  if (text === '') return base;
  const [basePath = '', baseQuery] = splitQuery(base);
  const [path = '', query] = splitQuery(text);
  const parts = [baseQuery, query].filter((part) => part !== undefined && part !== '');
  return basePath.replace(/\/+$/, '') + path + (parts.length === 0 ? '' : `?${parts.join('&')}`);
}

/** The part before the first question mark, and the part behind it. */
function splitQuery(address: string): string[] {
  const [text = ''] = address.split('#');
  const mark = text.indexOf('?');
  return mark < 0 ? [text] : [text.slice(0, mark), text.slice(mark + 1)];
}

/** The base address, at the host that the vendor named with the token where it did. */
export function baseAddress(connection: ResolvedConnection): string {
  const { baseUrl, hostFrom } = parseConfig(connection.config);
  const named = hostFrom ? connection.grant?.answer[hostFrom.trim()] : undefined;
  if (named === undefined) return baseUrl;
  const host = /^https?:/i.test(named) ? named : `https://${named}`;
  if (!URL.canParse(host)) return baseUrl;
  const { pathname, search } = new URL(baseUrl);
  return new URL(pathname + search, host).href;
}

function parseConfig(config: ResolvedConnection['config']): HttpConfig {
  const parsed = httpConfigSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? 'baseUrl');
  throw new TelarError('connection_setting_invalid', { params: { name }, field: name });
}
