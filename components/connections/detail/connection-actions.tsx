'use client';

import { Ellipsis, KeyRound, Link2, PlugZap, SquarePen, Trash2, Unplug } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Rights } from '#components/queries/use-me.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { DeleteConnection } from '../delete-connection.tsx';
import type { ConnectionActs } from './connection-acts.ts';
import { DisconnectDialog } from './disconnect-dialog.tsx';

interface ConnectionActionsProps {
  connection: ConnectionView;
  rights: Rights;
  acts: ConnectionActs;
}

/** The buttons beside the name. */
export function ConnectionActions({ connection, rights, acts }: ConnectionActionsProps) {
  const t = useTranslations('connections');
  const [isAsking, setIsAsking] = useState(false);
  if (rights.isAdmin) return <AdminActions connection={connection} acts={acts} />;
  if (!rights.mayAsk) return null;
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{t('ask.reconnect')}</Button>
      <AskDialog open={isAsking} connection={connection} onClose={() => setIsAsking(false)} />
    </>
  );
}

function AdminActions({ connection, acts }: { connection: ConnectionView; acts: ConnectionActs }) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const router = useRouter();
  const [open, setOpen] = useState<'disconnect' | 'delete' | null>(null);
  const { authorization, grant, health, name } = connection;
  const close = () => setOpen(null);
  return (
    <>
      {(authorization !== 'redirect' || grant !== null) && (
        <Button icon={PlugZap} loading={acts.isTesting} onClick={acts.test}>
          {t('test')}
        </Button>
      )}
      {authorization === 'redirect' && health.state === 'healthy' && (
        <Button icon={Link2} loading={acts.isLeaving} onClick={acts.connect}>
          {t('reconnect')}
        </Button>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={tUi('more', { name })} />}>
        <MenuItem icon={SquarePen} onSelect={acts.edit}>
          {t('edit')}
        </MenuItem>
        {connection.secretNames.length > 0 && (
          <MenuItem icon={KeyRound} onSelect={acts.rotate}>
            {t('rotate.open')}
          </MenuItem>
        )}
        {grant !== null && (
          <MenuItem icon={Unplug} onSelect={() => setOpen('disconnect')}>
            {t('disconnect.open')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setOpen('delete')}>
          {t('delete')}
        </MenuItem>
      </Menu>
      <DisconnectDialog connection={connection} open={open === 'disconnect'} onClose={close} />
      <DeleteConnection
        connection={connection}
        open={open === 'delete'}
        onClose={close}
        onDeleted={() => router.push('/connections')}
      />
    </>
  );
}
