'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { ReactNode } from 'react';
import { readsOnlyExamples } from '#components/preview/reads-only-examples.ts';
import { useRevealed } from '#components/preview/use-revealed.ts';
import { hasEnded } from '#components/queries/use-run.ts';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { rowOutcomes } from '#core/contracts/kept-rows.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { listSteps } from '../list-steps.ts';
import { OpenWithRows } from '../open-with-rows.tsx';
import { KeptRowsView } from './kept-rows-view.tsx';
import { listSides, type RowSide } from './list-sides.ts';

const parsers = {
  side: parseAsString,
  q: parseAsString.withDefault(''),
  outcome: parseAsStringLiteral(rowOutcomes),
};

interface StepRowsProps {
  run: RunDetail;
  nodeId: string;
  lead: ReactNode;
}

export function StepRows({ run, nodeId, lead }: StepRowsProps) {
  const t = useTranslations('rows');
  const [filters, setFilters] = useQueryStates(parsers, { history: 'replace' });
  const { revealed, reveal } = useRevealed();
  const name = run.graph.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  const step = listSteps(run).find((one) => one.nodeId === nodeId);
  const sides = listSides(run.graph, nodeId);
  const side = sides.find(({ id }) => id === filters.side) ?? sides[0];
  const giver = findGiver(sides, side);
  const canHide = !readsOnlyExamples(run.graph, nodeId);
  return (
    <PageFrame
      lead={lead}
      title={t('title', { name })}
      detail={<p className="mt-1 text-ink-2 text-ui">{run.pipelineName}</p>}
      actions={
        <>
          {giver !== null && hasEnded(run.status) && (
            <OpenWithRows run={run} step={nodeId} rows={giver} label={t('openWith')} />
          )}
          <StepChoice run={run} nodeId={nodeId} />
        </>
      }
    >
      {sides.length > 1 && (
        <div className="mb-3 max-w-full overflow-x-auto">
          <SegmentedControl
            label={t('side')}
            value={side?.id ?? 'out'}
            onChange={(id) => setFilters({ side: id, outcome: null })}
            choices={sides.map((one) => ({ value: one.id, label: nameSide(t, one) }))}
            className="max-w-none!"
          />
        </div>
      )}
      {side && (
        <KeptRowsView
          key={side.id}
          runId={run.id}
          side={side}
          step={step ?? null}
          q={filters.q}
          outcome={side.way === 'written' ? filters.outcome : null}
          onFilter={setFilters}
          hiding={{ isHidden: canHide && !revealed, canHide, reveal }}
        />
      )}
    </PageFrame>
  );
}

function nameSide(t: ReturnType<typeof useTranslations<'rows'>>, { way, port, from }: RowSide): string {
  if (way === 'written') return t('written');
  if (way === 'out') return port === null ? t('out') : t('outPort', { port });
  return t('inFrom', { name: port === null ? (from ?? '') : `${from} (${port})` });
}

/** The step whose rows are in sight; of a target, the one that they came from. */
function findGiver(sides: readonly RowSide[], side: RowSide | undefined) {
  const giver = side?.way === 'written' ? sides.find(({ way }) => way === 'in') : side;
  if (giver === undefined) return null;
  return { nodeId: giver.nodeId, ...(giver.port !== null && { port: giver.port }) };
}

/** Leads from step to step of the run. */
function StepChoice({ run, nodeId }: { run: RunDetail; nodeId: string }) {
  const t = useTranslations('rows');
  const router = useRouter();
  const choices = listSteps(run).map((step) => ({
    value: step.nodeId,
    label: run.graph.nodes.find(({ id }) => id === step.nodeId)?.name ?? step.nodeId,
    mark: <StatusIcon status={step.status} decorative />,
  }));
  return (
    <SelectField
      label={t('step')}
      hideLabel
      value={nodeId}
      onChange={(next) => router.push(`/runs/${run.id}/steps/${next}`)}
      choices={choices}
      className="w-56"
    />
  );
}
