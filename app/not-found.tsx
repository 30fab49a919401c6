import { Compass } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export default async function NotFoundPage() {
  const t = await getTranslations('app.failures');
  return (
    <main className="flex min-h-dvh items-center">
      <EmptyState
        headingLevel={1}
        icon={<Compass aria-hidden />}
        title={t('notFoundTitle')}
        description={t('notFoundText')}
        actions={
          <ButtonLink href="/pipelines" variant="primary">
            {t('backToPipelines')}
          </ButtonLink>
        }
      />
    </main>
  );
}
