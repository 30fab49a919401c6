import { handleRequest } from '#app/api/handle-request.ts';
import { finishAuthorization } from '#core/connections/oauth/finish-authorization.ts';
import { readBinding } from '#core/connections/oauth/read-binding.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/**
 * Where vendors send people back to. The state is what authorises: it belongs to one session, or to one browser that came
 * by a link. Leads on to a page that says how it went, so that the code leaves the address bar and the history.
 */
export const GET = handleRequest({ role: 'anyone' }, async ({ request }) => {
  const { searchParams } = new URL(request.url);
  const outcome = await finish(searchParams, request.headers);
  const headers = { location: `${readConfig().webUrl}/oauth/result${outcome}`, 'referrer-policy': 'no-referrer' };
  return new Response(null, { status: 303, headers });
});

async function finish(params: URLSearchParams, headers: Headers): Promise<string> {
  const { session, browser } = await readBinding(headers);
  try {
    return `?attempt=${await finishAuthorization(params, [session, browser])}`;
  } catch (error) {
    if (error instanceof TelarError && error.code === 'oauth_state_invalid') return '';
    throw error;
  }
}
