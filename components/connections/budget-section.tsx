'use client';

import { useTranslations } from 'next-intl';
import { useConnectionBudget } from '#components/queries/use-connection-budget.ts';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { BudgetForm } from './budget-form.tsx';
import { BudgetUsage } from './budget-usage.tsx';

interface BudgetSectionProps {
  connectionId: string;
  /** Whether the reader may change the limits. */
  isAdmin: boolean;
}

/** How many requests a connection sends and how many it may; nothing for those that send none over HTTP. */
export function BudgetSection({ connectionId, isAdmin }: BudgetSectionProps) {
  const t = useTranslations('connections.budget');
  const { data: budget, error, refetch } = useConnectionBudget(connectionId);
  if (budget && !budget.sendsRequests) return null;
  return (
    <SettingsSection title={t('title')} text={t('text')}>
      {error && !budget && <LoadFailure error={error} onRetry={refetch} />}
      {!budget && !error && <Skeleton className="h-24 w-full" />}
      {budget && <BudgetUsage budget={budget} />}
      {budget && isAdmin && <BudgetForm connectionId={connectionId} budget={budget} />}
    </SettingsSection>
  );
}
