'use client';

import { Ellipsis, MessageSquarePlus, PanelRight, PlugZap, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTestStoredConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRights } from '#components/queries/use-me.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { AskDialog } from './ask-dialog.tsx';
import { DeleteConnection } from './delete-connection.tsx';

/** What one can do with a connection from the list. */
export function ConnectionMenu({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const rights = useRights();
  const describeError = useErrorText();
  const { mutate: testConnection, isPending: isTesting } = useTestStoredConnection();
  const [open, setOpen] = useState<'delete' | 'ask' | null>(null);
  const { id, name } = connection;
  const test = () =>
    testConnection(id, {
      onSuccess: ({ ok, detail, error }) => {
        if (ok) toast.success(t('worksToast', { name }), { description: detail });
        else toast.error(t('failsToast', { name }), { description: error?.message });
      },
      onError: (error) => toast.error(describeError(error)),
    });
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} loading={isTesting} label={tUi('more', { name })} />}>
        <MenuLink icon={PanelRight} href={`/connections/${id}`}>
          {t('open')}
        </MenuLink>
        {rights?.isAdmin && (
          <>
            <MenuItem icon={PlugZap} onSelect={test}>
              {t('test')}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={Trash2} danger onSelect={() => setOpen('delete')}>
              {t('delete')}
            </MenuItem>
          </>
        )}
        {rights?.mayAsk && (
          <MenuItem icon={MessageSquarePlus} onSelect={() => setOpen('ask')}>
            {t('ask.reconnect')}
          </MenuItem>
        )}
      </Menu>
      <DeleteConnection connection={connection} open={open === 'delete'} onClose={() => setOpen(null)} />
      <AskDialog open={open === 'ask'} connection={connection} onClose={() => setOpen(null)} />
    </>
  );
}
