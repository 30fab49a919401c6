'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { toast } from '#components/ui/toast.ts';
import { leadToVendor, openVendorWindow } from './lead-to-vendor.ts';

/** Starts the way to a connection's vendor. `connect` is for the click itself; `onBegun` learns which attempt to watch. */
export function useConnectAccount(connectionId: string, onBegun: (attemptId: string) => void) {
  const t = useTranslations('connections.oauth');
  const describeError = useErrorText();
  const [isLeaving, setIsLeaving] = useState(false);

  async function connect(place: 'popup' | 'page' = 'popup') {
    const popup = place === 'popup' ? openVendorWindow() : null;
    setIsLeaving(true);
    try {
      const attemptId = await leadToVendor(connectionId, popup);
      if (popup !== null) onBegun(attemptId);
      else toast(t('leaving'));
    } catch (error) {
      toast.error(describeError(error));
    } finally {
      setIsLeaving(false);
    }
  }

  return { connect, isLeaving };
}
