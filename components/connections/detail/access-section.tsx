'use client';

import { useTranslations } from 'next-intl';
import { useUpdateConnection } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useMembers } from '#components/queries/use-members.ts';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { MultiComboboxField } from '#components/ui/multi-combobox-field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';

type Change = Partial<Pick<ConnectionView, 'sharing' | 'allowedUserIds'>> & { ownerId?: string };

/** Who answers for a connection and who may use it. Every choice is stored at once. */
export function AccessSection({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  const describeError = useErrorText();
  const { data: members = [] } = useMembers();
  const { mutate: update, variables, isPending } = useUpdateConnection(connection.id);
  const shown = isPending ? { ...connection, ...variables } : connection;
  const change = (changes: Change) =>
    update(changes, {
      onSuccess: () => toast.success(t('access.saved')),
      onError: (error) => toast.error(describeError(error)),
    });
  const { owner } = connection;
  const choices = members.map(({ userId, name, email }) => ({ value: userId, label: name, description: email }));
  // Until the members are known, the owner at least is.
  const owners = choices.length === 0 && owner?.isMember ? [{ value: owner.userId, label: owner.name }] : choices;
  // Admins may use every connection anyhow, and so may its owner.
  const others = members.filter(
    ({ userId, role }) => role !== 'owner' && role !== 'admin' && userId !== shown.owner?.userId,
  );
  const ownerId = isPending && variables?.ownerId ? variables.ownerId : owner?.userId;
  return (
    <SettingsSection title={t('access.title')} text={t('access.text')}>
      <ComboboxField
        label={t('access.owner')}
        hint={t('access.ownerHint')}
        value={owners.find(({ value }) => value === ownerId)?.value ?? null}
        onChange={(next) => next !== null && next !== ownerId && change({ ownerId: next })}
        choices={owners}
        placeholder={t('access.chooseOwner')}
      />
      <SegmentedControl
        label={t('access.title')}
        value={shown.sharing}
        onChange={(sharing) => sharing !== shown.sharing && change({ sharing })}
        choices={[
          { value: 'workspace', label: t('access.workspace') },
          { value: 'restricted', label: t('access.restricted') },
        ]}
        className="w-fit!"
      />
      {shown.sharing === 'restricted' && (
        <MultiComboboxField
          label={t('access.people')}
          hint={t('access.peopleHint')}
          values={shown.allowedUserIds.filter((id) => others.some(({ userId }) => userId === id))}
          onChange={(allowedUserIds) => change({ allowedUserIds })}
          choices={choices.filter(({ value }) => others.some(({ userId }) => userId === value))}
          placeholder={t('access.choosePeople')}
          emptyText={t('access.nobodyElse')}
        />
      )}
    </SettingsSection>
  );
}
