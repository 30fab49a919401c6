'use client';

import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** In place of what could not be loaded: why, and a way to try again. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('app');
  const describeError = useErrorText();
  return (
    <div role="alert">
      <EmptyState
        icon={<CloudOff aria-hidden />}
        title={t('failures.loadTitle')}
        description={describeError(error)}
        actions={<Button onClick={() => onRetry()}>{t('ui.retry')}</Button>}
      />
    </div>
  );
}
