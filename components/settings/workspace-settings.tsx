'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRenameWorkspace } from '#components/queries/use-me.ts';
import type { Me } from '#core/contracts/identity.ts';
import { NameForm } from './name-form.tsx';
import { SettingsSection } from './settings-section.tsx';

export function WorkspaceSettings({ me }: { me: Me }) {
  const t = useTranslations('app.settings');
  const router = useRouter();
  const { mutateAsync: renameWorkspace } = useRenameWorkspace();
  const mayRename = me.role === 'owner' || me.role === 'admin';
  const save = async (name: string) => {
    await renameWorkspace(name);
    router.refresh();
  };
  return (
    <SettingsSection title={t('workspace')} text={t('workspaceText')}>
      <NameForm
        label={t('workspaceName')}
        name={me.workspace.name}
        onSave={save}
        readOnlyHint={mayRename ? undefined : t('workspaceReadOnly')}
      />
    </SettingsSection>
  );
}
