'use client';

import { ChevronDown, RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useStartRun } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePipeline } from '#components/queries/use-pipeline.ts';
import { ReplayDialog } from '#components/replay/replay-dialog.tsx';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.ts';
import type { ReplayVersion } from '#core/contracts/replays.ts';
import type { RunDetail } from '#core/contracts/runs.ts';

/** Runs the same graph again; where the pipeline has moved on, one chooses which. */
export function RunAgain({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const { data: pipeline } = usePipeline(run.pipelineId);
  const [version, setVersion] = useState<ReplayVersion | null>(null);
  const { startDraft, isStarting } = useStartDraft(run.pipelineId);
  const live = pipeline?.published ?? null;
  const isSameAsLive = live !== null && live.number === run.versionNumber;
  const isKnown = pipeline !== undefined || run.versionNumber === null;
  useCommandSource(() => [
    {
      value: t('thisRun'),
      items: [
        {
          id: 'run-again',
          label: t('retryThis'),
          words: t('retryWords'),
          icon: RotateCw,
          run: () => setVersion('own'),
        },
      ],
    },
  ]);
  const dialog = version && (
    <ReplayDialog
      runIds={[run.id]}
      choice={live !== null && !isSameAsLive}
      version={version}
      onClose={() => setVersion(null)}
    />
  );
  if (!isKnown || isSameAsLive) {
    return (
      <>
        <Button variant="primary" icon={RotateCw} onClick={() => setVersion('own')}>
          {t('again')}
        </Button>
        {dialog}
      </>
    );
  }
  const trigger = (
    <Button variant="primary" icon={RotateCw} endIcon={ChevronDown} loading={isStarting}>
      {t('again')}
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem
          onSelect={() => setVersion('own')}
          detail={run.versionNumber === null ? t('draft') : t('version', { number: run.versionNumber })}
        >
          {t('againSame')}
        </MenuItem>
        {live && (
          <MenuItem onSelect={() => setVersion('live')} detail={t('version', { number: live.number })}>
            {t('againLive')}
          </MenuItem>
        )}
        <MenuItem onSelect={startDraft}>{t('againDraft')}</MenuItem>
      </Menu>
      {dialog}
    </>
  );
}

function useStartDraft(pipelineId: string) {
  const router = useRouter();
  const describeError = useErrorText();
  const { mutate: startRun, isPending: isStarting } = useStartRun();
  const startDraft = () =>
    startRun(
      { pipelineId, of: 'draft' },
      {
        onSuccess: ({ id }) => router.push(`/runs/${id}`),
        onError: (error) => toast.error(describeError(error)),
      },
    );
  return { startDraft, isStarting };
}
