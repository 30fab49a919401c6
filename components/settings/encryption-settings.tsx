'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useKeys, useRotateKeys } from '#components/queries/use-keys.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.ts';
import { cipherTitles, type KeysView } from '#core/contracts/keys.ts';
import { SettingsSection } from './settings-section.tsx';

const tones: Record<KeysView['versions'][number]['state'], Tone> = {
  active: 'success',
  decrypt_only: 'warning',
  retired: 'neutral',
};

/** Versions of the key that protects every stored credential, for admins. */
export function EncryptionSettings() {
  const t = useTranslations('app.settings.keys');
  const { data: keys, error, refetch } = useKeys();
  return (
    <SettingsSection title={t('title')} text={t('text')}>
      {error && !keys && <LoadFailure error={error} onRetry={refetch} />}
      {!keys && !error && <Skeleton className="h-40 w-full" />}
      {keys && (
        <>
          <p className="text-ui">{t('storage', { storage: keys.storage, cipher: cipherTitles[keys.cipher] })}</p>
          {keys.versions.length === 0 && <p className="text-ink-2 text-ui">{t('none')}</p>}
          {keys.versions.length > 0 && <VersionList versions={keys.versions} />}
          <p role="status" className="text-ink-3 text-meta tabular-nums">
            {t('waiting', { count: keys.waiting })}
          </p>
          <RotateButton keys={keys} />
          <p className="text-ink-3 text-meta text-pretty">
            {t.rich('recovery', { code: (command) => <code className="font-mono">{command}</code> })}
          </p>
        </>
      )}
    </SettingsSection>
  );
}

function VersionList({ versions }: Pick<KeysView, 'versions'>) {
  const t = useTranslations('app.settings.keys');
  return (
    <ul className="max-h-60 overflow-y-auto rounded-card border bg-surface">
      {versions.map(({ version, state, createdAt }) => (
        <li key={version} className="flex h-10 items-center gap-3 border-b px-3 text-ui last:border-b-0">
          <span className="font-medium tabular-nums">{t('version', { version })}</span>
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
          <RelativeTime at={createdAt} className="ml-auto text-ink-3 text-meta" />
        </li>
      ))}
    </ul>
  );
}

function RotateButton({ keys }: { keys: KeysView }) {
  const t = useTranslations('app.settings.keys');
  const describeError = useErrorText();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate: rotate, isPending } = useRotateKeys();
  const active = keys.versions.find(({ state }) => state === 'active')?.version ?? null;
  const confirm = () =>
    rotate(active, {
      onSuccess: () => toast.success(t('rotated')),
      onError: (failure) => toast.error(describeError(failure)),
      onSettled: () => setIsAsking(false),
    });
  return (
    <>
      <Button onClick={() => setIsAsking(true)} className="w-fit! self-start">
        {t('rotate')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('rotateTitle')}
        description={t('rotateText', { storage: keys.storage })}
        confirmLabel={t('rotate')}
        onConfirm={confirm}
        loading={isPending}
      />
    </>
  );
}
