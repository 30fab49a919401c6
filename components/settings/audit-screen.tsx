'use client';

import { useTranslations } from 'next-intl';
import { parseAsString, useQueryStates } from 'nuqs';
import type { AuditFilters } from '#components/queries/audit-filters.ts';
import { useMembers } from '#components/queries/use-members.ts';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { actorKinds, auditActions } from '#core/contracts/audit.ts';
import { AdminPage } from './admin-page.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { useAuditWords } from './audit-words.ts';

const filterParsers = { action: parseAsString, by: parseAsString };

/** Who did what in the workspace, for admins. The filters are in the URL. */
export function AuditScreen() {
  const t = useTranslations('app.audit');
  const [{ action, by }, setFilters] = useQueryStates(filterParsers, { history: 'replace' });
  const isKind = actorKinds.some((kind) => kind === by);
  const filters: AuditFilters = { action, ...(isKind ? { actorKind: by } : { actorId: by }) };
  return (
    <AdminPage title={t('title')} back={t('back')} adminsOnly={t('adminsOnly')}>
      <AuditFilterBar action={action} by={by} onChange={setFilters} />
      <AuditTrail filters={filters} />
    </AdminPage>
  );
}

interface AuditFilterBarProps {
  action: string | null;
  /** A person's id, or the kind of somebody who is no person. */
  by: string | null;
  onChange: (filters: { action?: string | null; by?: string | null }) => void;
}

function AuditFilterBar({ action, by, onChange }: AuditFilterBarProps) {
  const t = useTranslations('app.audit');
  const { nameDeed } = useAuditWords();
  const { data: members = [] } = useMembers();
  const actions = Object.entries(auditActions).flatMap(([type, deeds]) => deeds.map((deed) => `${type}.${deed}`));
  const others = actorKinds.filter((kind) => kind !== 'user');
  return (
    <div className="mb-3 grid gap-2 sm:grid-cols-2">
      <ComboboxField
        label={t('action')}
        hideLabel
        clearable
        placeholder={t('allActions')}
        value={action}
        onChange={(next) => onChange({ action: next })}
        choices={actions.map((value) => ({ value, label: nameDeed(value) }))}
      />
      <ComboboxField
        label={t('person')}
        hideLabel
        clearable
        placeholder={t('everybody')}
        value={by}
        onChange={(next) => onChange({ by: next })}
        choices={[
          ...members.map(({ userId, name, email }) => ({ value: userId, label: name, description: email })),
          ...others.map((kind) => ({ value: kind, label: t(`actors.${kind}`) })),
        ]}
      />
    </div>
  );
}
