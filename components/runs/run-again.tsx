'use client';

import { ChevronDown, RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePipeline } from '#components/queries/use-pipeline.ts';
import { useRetryRun } from '#components/queries/use-run.ts';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import type { RunDetail } from '#core/contracts/runs.ts';

/** Runs the same graph again; where the pipeline has moved on, one chooses which. */
export function RunAgain({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const router = useRouter();
  const describeError = useErrorText();
  const { data: pipeline } = usePipeline(run.pipelineId);
  const { mutate: startRun, isPending: isStarting } = useStartRun();
  const { mutate: retryRun, isPending: isRetrying } = useRetryRun(run.id);
  const callbacks = {
    onSuccess: ({ id }: { id: string }) => router.push(`/runs/${id}`),
    onError: (error: Error) => toast.error(describeError(error)),
  };
  const start = (of: 'draft' | 'published') => startRun({ pipelineId: run.pipelineId, of }, callbacks);
  const retry = () => retryRun(undefined, callbacks);
  const isBusy = isStarting || isRetrying;
  const live = pipeline?.published ?? null;
  const isSameAsLive = live !== null && live.number === run.versionNumber;
  const isKnown = pipeline !== undefined || run.versionNumber === null;
  if (!isKnown || isSameAsLive) {
    return (
      <Button variant="primary" icon={RotateCw} loading={isBusy} onClick={retry}>
        {t('again')}
      </Button>
    );
  }
  const trigger = (
    <Button variant="primary" icon={RotateCw} endIcon={ChevronDown} loading={isBusy}>
      {t('again')}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem
        onSelect={retry}
        detail={run.versionNumber === null ? t('draft') : t('version', { number: run.versionNumber })}
      >
        {t('againSame')}
      </MenuItem>
      {live && (
        <MenuItem onSelect={() => start('published')} detail={t('version', { number: live.number })}>
          {t('againLive')}
        </MenuItem>
      )}
      <MenuItem onSelect={() => start('draft')}>{t('againDraft')}</MenuItem>
    </Menu>
  );
}
