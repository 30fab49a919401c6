import { ExternalLink, Square, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCancelRun } from '#components/queries/use-run.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunDetail } from '#core/contracts/runs.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';

/** The run that the canvas shows: how it goes or went, and the way to its page. */
export function RunBar() {
  const run = useBuilder((state) => state.run);
  return run === null ? null : <RunBarContent run={run} />;
}

function RunBarContent({ run }: { run: RunDetail }) {
  const t = useTranslations('builder.run');
  const store = useBuilderStore();
  const cancel = useCancelRun(run.id);
  const ended = run.finishedAt !== null;
  return (
    <section
      aria-label={t('bar')}
      aria-live="polite"
      className="absolute top-3 left-1/2 z-20 flex max-w-[calc(100%-1.5rem)] -translate-x-1/2 items-center gap-2 rounded-pill bg-floating py-1 pr-1 pl-3 text-ui shadow-float"
    >
      <StatusIcon status={run.status} decorative />
      <span className="font-medium">{t(`status.${run.status}`)}</span>
      {run.status !== 'queued' && (
        <span className="truncate text-ink-2 max-sm:hidden">
          {t('counts', { read: run.rowsRead, loaded: run.rowsLoaded })}
          {run.rowsRejected > 0 && <span className="text-warning"> · {t('rejected', { rows: run.rowsRejected })}</span>}
        </span>
      )}
      {run.error !== null && (
        <span className="max-w-80 truncate text-error" title={run.error.message}>
          {run.error.message}
        </span>
      )}
      {!ended && (
        <Button
          size="small"
          variant="ghost"
          icon={Square}
          disabled={run.cancelRequested}
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {run.cancelRequested ? t('stopping') : t('stop')}
        </Button>
      )}
      <Link
        href={`/runs/${run.id}`}
        className="inline-flex min-h-7 items-center gap-1 whitespace-nowrap rounded-pill px-2 text-accent hover:bg-raised"
      >
        {t('details')}
        <ExternalLink aria-hidden className="size-3.5" />
      </Link>
      {ended && (
        <IconButton size="small" icon={X} label={t('hide')} onClick={() => store.getState().set({ run: null })} />
      )}
    </section>
  );
}
