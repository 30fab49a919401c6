'use client';

import { Plug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMe } from '#components/queries/use-me.ts';
import { matchWords } from '#components/shell/match-words.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListFilter } from '#components/ui/list-filter.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { connectionForms } from './connection-forms.ts';
import { ConnectionList } from './connection-list.tsx';
import { connectionFilters, meetsFilter, sortConnections } from './connection-status.ts';

const filterParsers = {
  q: parseAsString.withDefault(''),
  show: parseAsStringLiteral(connectionFilters).withDefault('all'),
};

/** The connections that fit the filters of the URL, those that need attention first. */
export function FilteredConnections({ connections }: { connections: readonly ConnectionView[] }) {
  const t = useTranslations('connections');
  const { data: me } = useMe();
  const [{ q, show }, setFilters] = useQueryStates(filterParsers, { history: 'replace' });
  const shown = sortConnections(connections).filter(
    (connection) => matchWords(listWords(connection), q) && meetsFilter(connection, show, me?.user.id ?? null),
  );
  return (
    <>
      <ListFilter
        searchLabel={t('search')}
        q={q}
        filterLabel={t('filter')}
        show={show}
        choices={connectionFilters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        onChange={setFilters}
      />
      {shown.length === 0 ? (
        <EmptyState
          icon={<Plug aria-hidden />}
          title={t('noMatchTitle')}
          description={t(show === 'attention' && q === '' ? 'allWellText' : 'noMatchText')}
          actions={<Button onClick={() => setFilters(null)}>{t('showAll')}</Button>}
        />
      ) : (
        <ConnectionList connections={shown} />
      )}
    </>
  );
}

/** Everything that one may look for. */
function listWords({ name, connector, config, grant, owner }: ConnectionView): string {
  const { email, name: account } = grant?.identity ?? {};
  return [name, connectionForms[connector].describe(config), email, account, owner?.name].filter(Boolean).join(' ');
}
