import { formatBasic } from '#connectors/kit/auth/authorize-request.ts';
import { maskEcho } from '#connectors/kit/auth/mask-echo.ts';
import type { HttpClient, HttpResponse } from '#connectors/kit/http-client.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import { readTokenAnswer, type TokenAnswer } from './read-token-answer.ts';
import { explainRefusal, explainSilence } from './token-failure.ts';

const timeoutMs = 20_000;
const secretParams = ['client_secret', 'refresh_token', 'code', 'code_verifier', 'assertion', 'client_assertion'];

/**
 * Asks the vendor's token address. Never repeated here and never redirected: what is sent may count once only.
 * Rejects with a `TokenFailure`.
 */
export async function requestToken(
  { oauth, client, http }: OAuthAccount,
  params: Readonly<Record<string, string>>,
  tokenUrl = oauth.tokenUrl,
): Promise<TokenAnswer> {
  const body = new URLSearchParams({ ...oauth.tokenParams, ...params });
  const { authentication } = oauth.client;
  if (authentication !== 'basic' && client.id !== '') body.set('client_id', client.id);
  if (authentication === 'post') body.set('client_secret', client.secret);
  const headers = authentication === 'basic' ? formatClient(client) : {};
  const sent = [client.secret, ...Object.values(headers), ...secretParams.map((name) => body.get(name) ?? '')];
  const response = maskEcho(await send(http, tokenUrl, body.toString(), headers), sent);
  const value = readJson(response);
  const token = response.status < 300 ? readTokenAnswer(value, new Date()) : null;
  if (token === null) throw explainRefusal(response, value);
  return token;
}

/** Also for revocation, which has no body worth reading. */
export async function send(
  http: HttpClient,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<HttpResponse> {
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers };
  try {
    return await http.request({
      ...{ method: 'POST', url, body, headers: form, timeoutMs, maxBytes: 1024 * 1024 },
      followRedirects: false,
    });
  } catch (error) {
    if (error instanceof TelarError) throw explainSilence(error);
    throw error;
  }
}

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
export function formatClient({ id, secret }: OAuthAccount['client']): Record<string, string> {
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
  return { authorization: formatBasic(encode(id), encode(secret)) };
}

/** Null when it is no JSON object; some vendors still answer with a form. */
function readJson({ body, headers }: HttpResponse): Readonly<Record<string, unknown>> | null {
  const text = new TextDecoder().decode(body);
  if (headers['content-type']?.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
