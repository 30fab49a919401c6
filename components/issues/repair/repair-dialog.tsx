'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRepair } from '#components/queries/use-repair.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { Issue } from '#core/contracts/issues.ts';
import { RepairContent } from './repair-content.tsx';
import { useRepairForm } from './use-repair-form.ts';

interface RepairDialogProps {
  readonly issue: Issue;
  readonly onClose: () => void;
}

/** Mends a source that has changed where it stopped: what it is called now, the versions that say so, and the runs that start again. */
export function RepairDialog({ issue, onClose }: RepairDialogProps) {
  const t = useTranslations('issues.repair');
  const tUi = useTranslations('app.ui');
  const describeError = useErrorText();
  const formId = useId();
  const { data: repair, error } = useRepair(issue.id);
  const form = useRepairForm(issue.id, repair, onClose);
  const runs = repair?.replays.length ?? 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('title', { name: issue.pipelines[0]?.nodeName ?? '' })}
      description={t('text', { count: issue.pipelines.length })}
      size="large"
      footer={
        <>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            loading={form.isPending}
            disabled={form.chosen === null || form.name.trim() === ''}
          >
            {t('confirm', { runs, pipelines: repair?.pipelines.length ?? 0 })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          form.submit();
        }}
        className="flex flex-col gap-5"
      >
        {error && <Notice icon={<StatusIcon status="failed" decorative />} tone="error" title={describeError(error)} />}
        {!repair && !error && <Skeleton className="h-64 w-full" />}
        {repair && <RepairContent issueId={issue.id} repair={repair} form={form} />}
      </form>
    </Dialog>
  );
}
