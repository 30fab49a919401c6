'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Rights } from '#components/queries/use-me.ts';
import { AuditTrail } from '#components/settings/audit-trail.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { BudgetSection } from '../budget-section.tsx';
import { connectionForms } from '../connection-forms.ts';
import { RequestLog } from '../request-log.tsx';

export const connectionTabs = ['overview', 'requests', 'limits', 'history'] as const;

export type ConnectionTab = (typeof connectionTabs)[number];

interface ConnectionTabsProps {
  connection: ConnectionView;
  rights: Rights | null;
  overview: ReactNode;
  tab: ConnectionTab;
  onChange: (tab: ConnectionTab) => void;
}

/** The parts of a connection's page that the reader may see; the overview alone without tabs. */
export function ConnectionTabs({ connection, rights, overview, tab, onChange }: ConnectionTabsProps) {
  const t = useTranslations('connections.tabs');
  const { id, name, connector } = connection;
  const builds = connectionForms[connector].sendsRequests && (rights?.isAdmin || rights?.mayAsk);
  const contents: Record<ConnectionTab, ReactNode> = {
    overview,
    requests: builds && <RequestLog connectionId={id} />,
    limits: builds && <BudgetSection connectionId={id} isAdmin={rights?.isAdmin ?? false} />,
    history: rights?.isAdmin && <AuditTrail filters={{ objectId: id }} />,
  };
  const shown = connectionTabs.filter((value) => contents[value]);
  if (shown.length === 1) return overview;
  return (
    <Tabs
      label={name}
      value={shown.includes(tab) ? tab : 'overview'}
      onChange={onChange}
      tabs={shown.map((value) => ({ value, label: t(value), content: contents[value] }))}
    />
  );
}
