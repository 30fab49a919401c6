import { ChevronLeft, ChevronRight, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { ProblemList } from '#components/preview/problem-list.tsx';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePlanRow, useSendRow } from '#components/queries/use-send-row.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { PreviewResponse, StandInRows } from '#core/contracts/pipelines.ts';
import type { TestResponse } from '#core/contracts/test-run.ts';
import { createSendId } from './create-send-id.ts';
import { RowValues } from './row-values.tsx';
import { SentRow } from './sent-row.tsx';
import { ShownRequestView } from './shown-request-view.tsx';
import { StatementList } from './statement-list.tsx';
import type { RowSending } from './test-state.ts';

type Input = PreviewResponse['inputs'][number];

/** Asks whether a row is to be sent for real, showing it and how it goes, and what came of it. */
export function SendRowDialog() {
  const sending = useBuilder((state) => state.sending);
  return sending === null ? null : <OpenDialog {...sending} />;
}

function OpenDialog({ nodeId, input: rows, graph, place: first }: RowSending) {
  const t = useTranslations('builder.testRun.send');
  const toText = useErrorText();
  const store = useBuilderStore();
  const { pipelineId } = store.getState();
  const [place, setPlace] = useState(first);
  const [sendId, setSendId] = useState(createSendId);
  const { isHidden } = usePersonalData(nodeId);
  const { mutate: ask, ...plan } = usePlanRow(pipelineId);
  const send = useSendRow(pipelineId);
  const row = standIn(rows, place);
  const step = graph.nodes.find(({ id }) => id === nodeId);
  useEffect(() => ask({ graph, nodeId, row: standIn(rows, place) }), [ask, graph, nodeId, rows, place]);
  const close = () => store.getState().set({ sending: null });
  const go = (next: number) => {
    setPlace(next);
    setSendId(createSendId());
    send.reset();
  };
  const account = plan.data?.account ?? step?.name ?? '';
  const isReady = plan.data?.write != null && !plan.isPending;
  const confirm = () => send.mutate({ sendId, graph, nodeId, row }, { onError: () => setSendId(createSendId()) });
  const footer = send.data ? (
    <Button variant="primary" onClick={close}>
      {t('close')}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{t('cancel')}</Button>
      <Button variant="primary" icon={Send} disabled={!isReady} loading={send.isPending} onClick={confirm}>
        {t('confirm', { account })}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      size="large"
      onOpenChange={(open) => !open && !send.isPending && close()}
      title={t('title')}
      description={send.data ? undefined : t('description', { account })}
      footer={footer}
    >
      <div className="flex flex-col gap-4">
        {send.data ? (
          <SentRow sent={send.data} account={account} hidden={isHidden ? rows.grid : null} />
        ) : (
          <>
            <div className="flex items-center gap-1">
              <h3 className="font-medium text-ui tabular-nums">
                {t('row', { number: place + 1, total: rows.grid.rows.length })}
              </h3>
              <span className="ml-auto" />
              <IconButton
                icon={ChevronLeft}
                label={t('previous')}
                disabled={place === 0 || send.isPending}
                onClick={() => go(place - 1)}
              />
              <IconButton
                icon={ChevronRight}
                label={t('next')}
                disabled={place >= rows.grid.rows.length - 1 || send.isPending}
                onClick={() => go(place + 1)}
              />
            </div>
            <RowValues grid={rows.grid} place={place} isHidden={isHidden} />
            {plan.error === null && (
              <HowItGoes
                plan={plan.data ?? null}
                nodeId={nodeId}
                input={rows}
                isHidden={isHidden}
                mode={step?.settings.mode}
              />
            )}
          </>
        )}
        {(plan.error ?? send.error) !== null && (
          <p role="alert" className="text-error text-ui">
            {toText(send.error ?? plan.error)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function standIn({ nodeId, fromPort, grid }: Input, place: number): StandInRows {
  return { nodeId, port: fromPort, fields: grid.fields, rows: [grid.rows[place] ?? []] };
}

interface HowItGoesProps {
  readonly plan: TestResponse | null;
  readonly nodeId: string;
  readonly input: Input;
  readonly isHidden: boolean;
  readonly mode: unknown;
}

/** The request or the change that the row becomes. */
function HowItGoes({ plan, nodeId, input, isHidden, mode }: HowItGoesProps) {
  const t = useTranslations('builder.testRun');
  if (plan === null) return <Skeleton className="h-24 w-full" />;
  const { write, problems } = plan;
  if (write === null)
    return <ProblemList problems={problems} nodeId={nodeId} blocked={t('blocked')} empty={t('noRows')} />;
  const [request] = write.kind === 'requests' ? write.requests : [];
  const [change] = write.kind === 'table' ? write.changes : [];
  return (
    <section aria-label={t('send.how')}>
      <h3 className="mb-1 flex items-center gap-2 font-medium text-ui">
        {t('send.how')}
        <Badge>{t('send.notYet')}</Badge>
      </h3>
      {request !== undefined && (
        <div className="max-h-64 overflow-hidden overflow-y-auto rounded-control border border-line">
          <ShownRequestView request={request} hidden={isHidden ? input.grid : null} />
        </div>
      )}
      {write.kind === 'table' && (
        <>
          <p className="mb-2 text-ui">
            {t(`send.becomes.${change ?? 'create'}`, { table: write.table })}
            {(mode === 'mirror' || mode === 'replace') && (
              <span className="block text-ink-2">{t(mode === 'mirror' ? 'send.mirror' : 'send.replace')}</span>
            )}
          </p>
          <div className="flex max-h-48 flex-col overflow-hidden rounded-control border border-line">
            <StatementList statements={write.statements} />
          </div>
        </>
      )}
    </section>
  );
}
