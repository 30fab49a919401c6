'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useOAuthApps } from '#components/queries/use-oauth.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { OAuthAppsDialog } from './oauth-apps-dialog.tsx';

interface ClientHelpProps {
  connector: ConnectorId;
  /** Shows the address to register with the vendor. */
  withAddress: boolean;
  /** The connection brings a client ID of its own. */
  hasOwn: boolean;
}

/** What the vendor has to know of us, and which client ID is used where the form holds none. */
export function ClientHelp({ connector, withAddress, hasOwn }: ClientHelpProps) {
  const t = useTranslations('connections.clients');
  const { data } = useOAuthApps();
  const [isOpen, setIsOpen] = useState(false);
  const app = data?.apps.find((candidate) => candidate.connector === connector);
  return (
    <div className="flex flex-col gap-3 rounded-card border bg-raised/40 p-3">
      {withAddress && <CopyField label={t('redirect')} hint={t('redirectHint')} value={data?.redirectUri ?? ''} />}
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 text-ink-2 text-meta [overflow-wrap:anywhere]">
          {hasOwn ? t('own') : app ? t('shared', { clientId: app.clientId }) : t('none')}
        </p>
        <Button size="small" onClick={() => setIsOpen(true)}>
          {t(app ? 'change' : 'add')}
        </Button>
      </div>
      <OAuthAppsDialog open={isOpen} onClose={() => setIsOpen(false)} />
    </div>
  );
}
