'use client';

import { ExternalLink, Pin, PinOff } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import { countChanges } from '#components/builder/count-changes.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRemoveRunPins } from '#components/queries/use-pins.ts';
import { useRun } from '#components/queries/use-run.ts';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.ts';

/** Says above the canvas that rows of a run stand in for steps, and lets all of them go at once. */
export function RunRowsBar() {
  const runIds = useShallowBuilder(({ pins }) => [...new Set(pins.flatMap(({ runId }) => runId ?? []))]);
  return runIds.map((runId) => <RunRows key={runId} runId={runId} />);
}

function RunRows({ runId }: { runId: string }) {
  const t = useTranslations('builder.testRun.ofRun');
  const format = useFormatter();
  const store = useBuilderStore();
  const toText = useErrorText();
  const { data: run } = useRun(runId);
  const { mutate: remove, isPending } = useRemoveRunPins(store.getState().pipelineId);
  const readOnly = useBuilder((state) => state.readOnly);
  const names = useShallowBuilder(({ pins, graph }) =>
    pins
      .filter((pin) => pin.runId === runId)
      .flatMap(({ nodeId }) => graph.nodes.find(({ id }) => id === nodeId)?.name ?? []),
  );
  const changes = useBuilder(({ graph }) => (run === undefined ? 0 : countChanges(graph, run.graph)));
  const when = run && format.dateTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <section
      aria-label={t('bar')}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-accent/8 px-3 py-1.5 text-ui"
    >
      <Pin aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="min-w-48 flex-1">
        <span className="font-medium">
          {t('title', { names: format.list([...new Set(names)]), when: when ?? '…' })}
        </span>{' '}
        <span className="text-ink-2">
          {run !== undefined && t('version', { number: String(run.versionNumber ?? 'draft'), changes })} {t('text')}
        </span>
      </p>
      <Link
        href={`/runs/${runId}`}
        className="inline-flex min-h-7 items-center gap-1 whitespace-nowrap text-accent hover:underline"
      >
        {t('open')}
        <ExternalLink aria-hidden className="size-3.5" />
      </Link>
      {!readOnly && (
        <Button
          size="small"
          icon={PinOff}
          loading={isPending}
          onClick={() => remove(runId, { onError: (error) => toast.error(toText(error)) })}
        >
          {t('unpin')}
        </Button>
      )}
    </section>
  );
}
