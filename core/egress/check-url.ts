import { TelarError } from '#core/platform/telar-error.ts';

/** An address that can be called, absolute or seen from `base`. Throws `egress_address_invalid`. */
export function checkUrl(url: string, base?: string): URL {
  if (!URL.canParse(url, base)) throw new TelarError('egress_address_invalid', { params: { url: url.slice(0, 200) } });
  const parsed = new URL(url, base);
  const isUsable = /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '';
  if (isUsable) return parsed;
  throw new TelarError('egress_address_invalid', { params: { url: `${parsed.protocol}//${parsed.host}` } });
}
