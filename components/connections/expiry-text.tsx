'use client';

import { useTranslations } from 'next-intl';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';

/** When the access ends, where somebody has to know: what renews itself has no end. */
export function ExpiryText({ connection: { grant, health, authorization } }: { connection: ConnectionView }) {
  const t = useTranslations('connections.expiry');
  if (grant === null) {
    return <span className="text-ink-3">{t(authorization === 'redirect' ? 'unconnected' : 'none')}</span>;
  }
  if (grant.refreshable) return t('renews');
  if (grant.expiresAt === null) return t('never');
  return <RelativeTime at={grant.expiresAt} className={health.state === 'expiring' ? 'text-warning' : undefined} />;
}
