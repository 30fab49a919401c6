export interface TokenAnswer {
  readonly accessToken: string;
  /** Null: none came with this answer, so the one before stays. */
  readonly refreshToken: string | null;
  /** Null: the vendor does not say. */
  readonly expiresAt: Date | null;
  /** Null: as asked (RFC 6749, 5.1). */
  readonly scopes: readonly string[] | null;
  /** The rest of the answer: `instance_url`, `api_domain`, `id` and the like. */
  readonly answer: Readonly<Record<string, string>>;
}

/** Never kept beside the tokens: they are the tokens, or may say who somebody is. */
const unkept = new Set(['access_token', 'refresh_token', 'id_token', 'expires_in', 'scope', 'token_type']);

/** The token in a vendor's answer; null when it holds none. Some say an error inside of HTTP 200. */
export function readTokenAnswer(value: Readonly<Record<string, unknown>> | null, now: Date): TokenAnswer | null {
  if (value === null || typeof value.access_token !== 'string' || value.access_token === '') return null;
  const seconds = Number(value.expires_in ?? Number.NaN);
  const scope = Array.isArray(value.scope) ? value.scope.join(' ') : value.scope;
  return {
    accessToken: value.access_token,
    refreshToken: typeof value.refresh_token === 'string' && value.refresh_token !== '' ? value.refresh_token : null,
    expiresAt: Number.isFinite(seconds) && seconds > 0 ? new Date(now.getTime() + seconds * 1000) : null,
    scopes: typeof scope === 'string' ? scope.split(/[\s,]+/).filter(Boolean) : null,
    answer: Object.fromEntries(
      Object.entries(value)
        .filter(([name, entry]) => !unkept.has(name) && (typeof entry === 'string' || typeof entry === 'number'))
        .map(([name, entry]) => [name, String(entry)]),
    ),
  };
}
