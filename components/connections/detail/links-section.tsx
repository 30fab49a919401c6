'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConnectLinks, useWithdrawConnectLink } from '#components/queries/use-connect-links.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import type { ConnectLinkView } from '#core/contracts/oauth.ts';
import { NewLinkDialog } from './new-link-dialog.tsx';

const tones: Record<ConnectLinkView['status'], Tone> = {
  open: 'accent',
  used: 'success',
  expired: 'neutral',
  withdrawn: 'neutral',
};

/** Links for somebody without a user, such as a client or an agency, to connect their account. */
export function LinksSection({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections.links');
  const { data: links = [] } = useConnectLinks(connection.id);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SettingsSection title={t('title')} text={t('text')}>
      {links.length > 0 && (
        <ul className="rounded-card border bg-surface">
          {links.map((link) => (
            <LinkRow key={link.id} link={link} connectionId={connection.id} />
          ))}
        </ul>
      )}
      <Button icon={Plus} onClick={() => setIsOpen(true)} className="w-fit!">
        {t('create')}
      </Button>
      {isOpen && <NewLinkDialog connectionId={connection.id} onClose={() => setIsOpen(false)} />}
    </SettingsSection>
  );
}

function LinkRow({ link, connectionId }: { link: ConnectLinkView; connectionId: string }) {
  const t = useTranslations('connections.links');
  const describeError = useErrorText();
  const { mutate: withdraw, isPending } = useWithdrawConnectLink(connectionId);
  const { id, recipient, status, expiresAt } = link;
  const end = () =>
    withdraw(id, {
      onSuccess: () => toast.success(t('withdrawn')),
      onError: (error) => toast.error(describeError(error)),
    });
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5 text-ui last:border-b-0">
      <span className="min-w-0 truncate font-medium">{recipient ?? t('anybody')}</span>
      <Badge tone={tones[status]}>{t(`states.${status}`)}</Badge>
      <span className="ml-auto text-ink-3 text-meta">
        {t('until')} <LocalTime at={expiresAt} />
      </span>
      {status === 'open' && (
        <Button size="small" variant="ghost" loading={isPending} onClick={end}>
          {t('withdraw')}
        </Button>
      )}
    </li>
  );
}
