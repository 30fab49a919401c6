'use client';

import { useTranslations } from 'next-intl';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { isOrphaned } from './connection-status.ts';

/** Who answers for a connection; somebody who left stands out. */
export function OwnerText({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections.owner');
  const { owner } = connection;
  if (owner === null) return <span className="text-ink-3">{t('nobody')}</span>;
  if (!isOrphaned(connection)) return owner.name;
  return <span className="text-warning">{owner.name === '' ? t('gone') : t('left', { name: owner.name })}</span>;
}
