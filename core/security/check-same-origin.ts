import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/**
 * Refuses requests that change something unless the browser says they come from our own pages.
 * Throws `cross_origin`. Safe methods pass.
 */
export function checkSameOrigin(request: Request): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const trusted = site === null ? origin !== null && isOwnOrigin(origin, request) : site === 'same-origin';
  if (!trusted) throw new TelarError('cross_origin', { status: 403 });
}

function isOwnOrigin(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { origin: from, host } = new URL(origin);
  return from === new URL(readConfig().webUrl).origin || host === request.headers.get('host');
}
