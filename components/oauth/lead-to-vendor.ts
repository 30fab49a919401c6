import { callApi } from '#components/queries/api-client.ts';
import { authorizeResponseSchema } from '#core/contracts/oauth.ts';
import { rememberReturn } from './return-place.ts';

const [width, height] = [620, 760];

/**
 * Opens the window for a vendor's page, still empty. To be called in the click itself: what opens later is taken for an
 * advertisement. Null where the browser allows none.
 */
export function openVendorWindow(): Window | null {
  const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2);
  const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2);
  return window.open('about:blank', '', `popup,width=${width},height=${height},left=${left},top=${top}`);
}

/**
 * Leads the window to the vendor's consent page, or without a window this page itself, which then comes back. Answers the
 * attempt, which alone says how it went: a window that went to a vendor cannot be asked, not even whether it is closed.
 * Rejects with an ApiError; the window is closed then.
 */
export async function leadToVendor(connectionId: string, popup: Window | null): Promise<string> {
  try {
    const { attemptId, authorizationUrl } = await callApi(
      `/connections/${connectionId}/authorize`,
      authorizeResponseSchema,
      { method: 'POST', body: { popup: popup !== null } },
    );
    if (popup === null) {
      rememberReturn();
      window.location.assign(authorizationUrl);
    } else {
      // The vendor's page must not be able to lead this one elsewhere.
      popup.opener = null;
      popup.location.replace(authorizationUrl);
    }
    return attemptId;
  } catch (error) {
    popup?.close();
    throw error;
  }
}
