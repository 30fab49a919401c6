'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** In place of a page that threw; `reset` renders it again. */
export function PageFailure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('app');
  return (
    <div role="alert" className="flex min-h-full items-center py-16">
      <EmptyState
        headingLevel={1}
        icon={<TriangleAlert aria-hidden />}
        title={t('failures.pageTitle')}
        description={
          <>
            {t('failures.unexpected')}
            {error.digest && <code className="mt-2 block font-mono text-ink-3">{error.digest}</code>}
          </>
        }
        actions={
          <>
            <Button variant="primary" onClick={reset}>
              {t('ui.retry')}
            </Button>
            <ButtonLink href="/pipelines">{t('failures.backToPipelines')}</ButtonLink>
          </>
        }
      />
    </div>
  );
}
