'use client';

import { CircleCheck, Download, FileSearch } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRights } from '#components/queries/use-me.ts';
import { rejectedCsvAddress, useRejectedCounts } from '#components/queries/use-rejected.ts';
import { useRun } from '#components/queries/use-run.ts';
import { BackLink } from '#components/shell/back-link.tsx';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RejectedFilter, RejectedPage } from '#core/contracts/rejected.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { FixScreen } from './fix-screen.tsx';
import { RejectedFilters, useRejectedFilters } from './rejected-filters.tsx';

interface RejectedScreenProps {
  readonly runId: string;
  readonly nodeId: string;
}

/** The rows that a step of a run rejected: to look at, fix, and send in again. */
export function RejectedScreen({ runId, nodeId }: RejectedScreenProps) {
  const t = useTranslations('app.rejected');
  const { data: run, error: runError, refetch: refetchRun } = useRun(runId);
  const { data: counts, error, refetch } = useRejectedCounts(runId, nodeId);
  const filters = useRejectedFilters();
  const failure = runError ?? error;
  return (
    <div className="flex h-full min-h-[480px] flex-col px-4 pt-5 pb-4 md:px-8 md:pt-7">
      <BackLink href={`/runs/${runId}`}>{t('back')}</BackLink>
      {failure && (!run || !counts) ? (
        <LoadFailure error={failure} onRetry={() => void Promise.all([refetchRun(), refetch()])} />
      ) : run === undefined || counts === undefined ? (
        <div aria-hidden className="flex flex-col gap-4">
          <Skeleton className="h-7 w-64" />
          <Skeleton className="h-80 w-full" />
        </div>
      ) : (
        <Loaded {...{ run, nodeId, counts, filters }} />
      )}
    </div>
  );
}

interface LoadedProps {
  readonly run: RunDetail;
  readonly nodeId: string;
  readonly counts: RejectedPage;
  readonly filters: ReturnType<typeof useRejectedFilters>;
}

function Loaded({ run, nodeId, counts, filters }: LoadedProps) {
  const t = useTranslations('app.rejected');
  const rights = useRights();
  const stepName = run.graph.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  const isElsewhere = run.rowsOf !== null && (nodeId === run.rowsOf.nodeId || nodeId.startsWith('replayed'));
  const mayFix = rights !== null && (rights.isAdmin || rights.mayAsk) && !isElsewhere;
  const total = counts.groups.reduce((sum, { count }) => sum + count, 0);
  const title = (
    <div className="mr-auto min-w-0">
      <h1 className="font-semibold text-page text-balance [overflow-wrap:anywhere]">{t('title')}</h1>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-2 text-ui">
        <span>{run.pipelineName}</span>·<span>{t('text', { count: total, step: stepName })}</span>
      </p>
    </div>
  );
  const lead = (
    <>
      {title}
      <StepChoice run={run} nodeId={nodeId} />
      {total > 0 && <ExportMenu runId={run.id} nodeId={nodeId} filter={filters.filter} />}
    </>
  );
  if (total === 0)
    return (
      <>
        <header className="mb-4 flex flex-wrap items-start gap-2">{lead}</header>
        <EmptyState icon={<CircleCheck aria-hidden />} title={t('none')} description={t('noneText')} />
      </>
    );
  return (
    <FixScreen
      {...{ run, nodeId, stepName, counts, filters, mayFix, lead }}
      notice={
        isElsewhere &&
        run.rowsOf && (
          <Notice
            icon={<FileSearch aria-hidden className="size-4" />}
            title={t('elsewhere')}
            actions={
              <ButtonLink href={`/runs/${run.rowsOf.runId}/rejected/${run.rowsOf.nodeId}`}>
                {t('elsewhereLink')}
              </ButtonLink>
            }
          />
        )
      }
      toolbar={<RejectedFilters counts={counts} filters={filters} />}
    />
  );
}

/** The other steps of the run that rejected rows. */
function StepChoice({ run, nodeId }: { run: RunDetail; nodeId: string }) {
  const t = useTranslations('app.rejected');
  const router = useRouter();
  const steps = run.steps.filter((step) => step.rowsRejected > 0 || step.nodeId === nodeId);
  if (steps.length < 2) return null;
  return (
    <SelectField
      label={t('steps')}
      hideLabel
      value={nodeId}
      onChange={(next) => router.push(`/runs/${run.id}/rejected/${next}`)}
      choices={steps.map((step) => ({
        value: step.nodeId,
        label: `${run.graph.nodes.find(({ id }) => id === step.nodeId)?.name ?? step.nodeId} (${step.rowsRejected})`,
      }))}
      className="w-48"
    />
  );
}

function ExportMenu({ runId, nodeId, filter }: { runId: string; nodeId: string; filter: RejectedFilter }) {
  const t = useTranslations('app.rejected');
  const download = (mark: 'yes' | 'no') => window.location.assign(rejectedCsvAddress(runId, nodeId, filter, mark));
  return (
    <Menu trigger={<Button icon={Download}>{t('export')}</Button>}>
      <MenuItem onSelect={() => download('no')} detail={t('exportNote')}>
        {t('exportCsv')}
      </MenuItem>
      <MenuItem onSelect={() => download('yes')}>{t('exportExcel')}</MenuItem>
    </Menu>
  );
}
