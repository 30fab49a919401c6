import { z } from 'zod';
import type { ConnectionKind, ResolvedConnection } from '#connectors/kit/connector.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { checkStatus, sendWithRetry } from './send-with-retry.ts';

const authKinds = ['none', 'bearer', 'basic', 'header'] as const;

const configSchema = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  auth: z.enum(authKinds).default('none'),
  username: z.string().nullish(),
  headerName: z.string().nullish(),
});

/** An API with its base address and how it knows us. */
export const httpConnection: ConnectionKind = {
  connector: 'http',
  configFields: [
    { name: 'baseUrl', type: 'url', required: true },
    { name: 'auth', type: 'select', required: true, options: authKinds, defaultValue: 'none' },
    { name: 'username', type: 'text', required: false },
    { name: 'headerName', type: 'text', required: false, defaultValue: 'X-Api-Key' },
  ],
  secretFields: [
    { name: 'token', type: 'password', required: false },
    { name: 'password', type: 'password', required: false },
    { name: 'headerValue', type: 'password', required: false },
  ],
  test: async (connection, { http, signal }) => {
    const url = parseConfig(connection).baseUrl;
    const request = { method: 'GET', url, headers: authorize(connection, url), timeoutMs: 15_000, signal } as const;
    const response = await sendWithRetry(http, request, { maxAttempts: 1 });
    // A base address often answers 404 itself; that it answers and knows us is what is tested.
    if (response.status !== 404) checkStatus(response);
    return `${new URL(url).host} · HTTP ${response.status}`;
  },
};

/** The address meant by `url`: absolute, or below the connection's base. */
export function resolveAddress(connection: ResolvedConnection | null, url: string): string {
  const text = url.trim();
  if (connection === null || (text !== '' && !text.startsWith('/'))) return text;
  const base = parseConfig(connection).baseUrl;
  return text === '' ? base : base.replace(/\/+$/, '') + text;
}

/** The connection's own headers for an address; none when it is of another origin than the base. */
export function authorize(connection: ResolvedConnection | null, url: string): Record<string, string> {
  if (connection === null) return {};
  const { baseUrl, auth, username, headerName } = parseConfig(connection);
  if (new URL(url).origin !== new URL(baseUrl).origin) return {};
  const { token = '', password = '', headerValue = '' } = connection.secret;
  switch (auth) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${token}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${username ?? ''}:${password}`).toString('base64')}` };
    case 'header':
      return { [headerName?.trim().toLowerCase() || 'x-api-key']: headerValue };
  }
}

function parseConfig(connection: ResolvedConnection): z.infer<typeof configSchema> {
  const parsed = configSchema.safeParse(connection.config);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? 'baseUrl');
  throw new TelarError('connection_setting_invalid', { params: { name }, field: name });
}
