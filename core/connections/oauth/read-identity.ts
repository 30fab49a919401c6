import type { AccountIdentity } from '#core/contracts/connections.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import type { TokenAnswer } from './read-token-answer.ts';

const names = {
  id: ['sub', 'user_id', 'id', 'account_id', 'hub_id', 'uid'],
  name: ['name', 'display_name', 'preferred_username', 'username', 'login', 'user_name', 'company_name'],
  email: ['email', 'user_email', 'mail', 'email_address', 'user'],
} as const;

/**
 * Whose account a token belongs to: what the declared address says, else what came with the token; null when neither
 * tells. A vendor that does not answer is no obstacle: the grant is good without a name.
 */
export async function readIdentity({ oauth, http }: OAuthAccount, token: TokenAnswer): Promise<AccountIdentity | null> {
  const { identityUrl: url, scheme = 'Bearer' } = oauth;
  if (url === undefined) return pickIdentity(token.answer);
  try {
    const headers = { authorization: `${scheme} ${token.accessToken}`, accept: 'application/json' };
    const { status, body } = await http.request({
      method: 'GET',
      url,
      headers,
      timeoutMs: 10_000,
      maxBytes: 1024 * 1024,
    });
    if (status >= 300) throw new Error(`HTTP ${status}`);
    return pickIdentity(JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>);
  } catch (error) {
    getLogger('connections').warn({ host: new URL(url).host, err: error }, 'Could not read whose account it is');
    return pickIdentity(token.answer);
  }
}

/** Some wrap the account in `data` or `user`. */
export function pickIdentity(value: Readonly<Record<string, unknown>>): AccountIdentity | null {
  const inner = [value, value.data, value.user].filter((part) => typeof part === 'object' && part !== null);
  const parts = inner as Readonly<Record<string, unknown>>[];
  const find = (candidates: readonly string[]): string | null => {
    const found = parts
      .flatMap((part) => candidates.map((name) => part[name]))
      .find((entry) => (typeof entry === 'string' && entry !== '') || typeof entry === 'number');
    return found === undefined ? null : String(found).slice(0, 200);
  };
  const identity = { id: find(names.id), name: find(names.name), email: find(names.email) };
  return Object.values(identity).some((entry) => entry !== null) ? identity : null;
}
