'use client';

import { Ellipsis, PlugZap, SquarePen, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useDeleteConnection, useTestStoredConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { connectionForms } from './connection-forms.ts';
import { ConnectorTile } from './connector-tile.tsx';

const columns = 'md:grid md:grid-cols-[minmax(0,1fr)_130px_190px_32px] md:items-center md:gap-x-4';

interface ConnectionListProps {
  connections: readonly ConnectionView[];
  onEdit: (id: string) => void;
}

export function ConnectionList({ connections, onEdit }: ConnectionListProps) {
  const t = useTranslations('connections.columns');
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <div aria-hidden className={joinClasses('hidden h-9 border-b px-3 text-ink-3 text-meta', columns)}>
        <span>{t('name')}</span>
        <span>{t('usedBy')}</span>
        <span>{t('tested')}</span>
      </div>
      <ul>
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} onEdit={() => onEdit(connection.id)} />
        ))}
      </ul>
    </div>
  );
}

function ConnectionRow({ connection, onEdit }: { connection: ConnectionView; onEdit: () => void }) {
  const { connector, name, config } = connection;
  const test = useTestStoredConnection();
  return (
    <li
      className={joinClasses(
        'relative border-b px-4 py-3 last:border-b-0 focus-within:bg-raised/60 hover:bg-raised/60 md:min-h-14 md:px-3 md:py-2',
        columns,
      )}
    >
      <div className="flex min-w-0 items-center gap-3 max-md:pr-9">
        <ConnectorTile connector={connector} />
        <div className="min-w-0">
          <button
            type="button"
            onClick={onEdit}
            className="block max-w-full truncate text-left font-medium text-body outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {name}
          </button>
          <p className="truncate text-ink-3 text-meta">{connectionForms[connector].describe(config)}</p>
        </div>
      </div>
      <div className="relative w-fit max-md:mt-2 max-md:ml-11">
        <UsedBy connection={connection} />
      </div>
      <div className="max-md:mt-1 max-md:ml-11">
        <TestState connection={connection} testing={test.isPending} />
      </div>
      <div className="relative flex justify-end max-md:absolute max-md:top-2.5 max-md:right-2">
        <ConnectionMenu connection={connection} onEdit={onEdit} onTest={() => test.mutate(connection.id)} />
      </div>
    </li>
  );
}

function UsedBy({ connection: { usedBy, name } }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  if (usedBy.length === 0) return <span className="text-ink-3 text-ui">{t('notUsed')}</span>;
  const trigger = (
    <button
      type="button"
      aria-label={`${t('usedByTitle')}: ${name}`}
      className="-ml-1 min-h-6 rounded-control px-1 text-ink-2 text-ui underline decoration-line-strong/60 underline-offset-3 hover:text-ink"
    >
      {t('usedBy', { count: usedBy.length })}
    </button>
  );
  return (
    <Popover trigger={trigger} title={t('usedByTitle')}>
      <ul className="-mx-1 min-w-48">
        {usedBy.map((pipeline) => (
          <li key={pipeline.pipelineId}>
            <Link
              href={`/pipelines/${pipeline.pipelineId}`}
              className="flex min-h-8 items-center rounded-control px-1 text-accent hover:underline"
            >
              {pipeline.name}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function TestState({ connection, testing }: { connection: ConnectionView; testing: boolean }) {
  const t = useTranslations('connections');
  const { lastTestedAt, lastTestError } = connection;
  if (testing) {
    return (
      <span className="flex items-center gap-2 text-ink-2 text-ui" aria-live="polite">
        <Spinner />
        {t('testing')}
      </span>
    );
  }
  if (lastTestedAt === null) return <span className="text-ink-3 text-ui">{t('neverTested')}</span>;
  return (
    <span className="flex min-w-0 items-center gap-2 text-ui" title={lastTestError?.message}>
      <StatusIcon status={lastTestError ? 'failed' : 'succeeded'} decorative />
      <span className="min-w-0 truncate">
        {t(lastTestError ? 'fails' : 'works')}
        <span className="text-ink-3">
          {' · '}
          <RelativeTime at={lastTestedAt} />
        </span>
      </span>
    </span>
  );
}

interface ConnectionMenuProps {
  connection: ConnectionView;
  onEdit: () => void;
  onTest: () => void;
}

function ConnectionMenu({ connection, onEdit, onTest }: ConnectionMenuProps) {
  const t = useTranslations('connections');
  const tUi = useTranslations('app.ui');
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={tUi('more', { name: connection.name })} />}>
        <MenuItem icon={SquarePen} onSelect={onEdit}>
          {t('edit')}
        </MenuItem>
        <MenuItem icon={PlugZap} onSelect={onTest}>
          {t('test')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setIsDeleting(true)}>
          {t('delete')}
        </MenuItem>
      </Menu>
      <DeleteConnection connection={connection} open={isDeleting} onOpenChange={setIsDeleting} />
    </>
  );
}

interface DeleteConnectionProps {
  connection: ConnectionView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A connection in use cannot be deleted: it says where instead. */
function DeleteConnection({ connection: { id, name, usedBy }, open, onOpenChange }: DeleteConnectionProps) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const { mutateAsync: deleteConnection, isPending } = useDeleteConnection();
  const close = () => onOpenChange(false);
  if (usedBy.length > 0) {
    const pipelines = usedBy.map((pipeline) => pipeline.name).join(', ');
    return (
      <ConfirmDialog
        open={open}
        onOpenChange={onOpenChange}
        title={t('deleteUsedTitle', { name })}
        description={t('deleteUsedText', { pipelines })}
        confirmLabel={t('understood')}
        onConfirm={close}
      />
    );
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('deleteTitle', { name })}
      description={t('deleteText')}
      confirmLabel={t('deleteConfirm')}
      danger
      loading={isPending}
      onConfirm={() =>
        deleteConnection(id)
          .then(
            () => toast.success(t('deleted', { name })),
            (error: unknown) => toast.error(describeError(error)),
          )
          .finally(close)
      }
    />
  );
}
