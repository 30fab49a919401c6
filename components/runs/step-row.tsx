'use client';

import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useNow, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { categoryStyles } from '#components/canvas/category-style.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { hasEnded } from '#components/queries/use-run.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import { NumberText } from '#components/ui/number.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunDetail, RunStepView } from '#core/contracts/runs.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { DurationText } from './duration-text.tsx';
import { placeOnTimeline } from './place-on-timeline.ts';

export interface CountLabels {
  readonly in: string;
  readonly out: string;
  readonly filtered: string;
  readonly rejected: string;
  readonly loaded: string;
}

interface StepRowProps {
  run: RunDetail;
  step: RunStepView;
  labels: CountLabels;
}

/** A line of the table; on a phone a block with the counts that are not zero. */
export function StepRow({ run, step, labels }: StepRowProps) {
  const t = useTranslations('app.runs');
  const tRows = useTranslations('rows');
  const node = run.graph.nodes.find(({ id }) => id === step.nodeId);
  const name = node?.name ?? step.nodeId;
  return (
    <tr
      id={`step-${step.nodeId}`}
      tabIndex={-1}
      className="focus:bg-accent/6 outline-none border-b last:border-b-0 max-md:block max-md:px-4 max-md:py-3 md:h-12"
    >
      <th scope="row" className="min-w-0 text-left font-normal max-md:block md:px-3">
        <span className="flex min-w-0 items-center gap-2.5">
          {node && <KindTile kind={node.kind} />}
          <Link
            href={`/runs/${run.id}/steps/${step.nodeId}`}
            title={tRows('open', { name })}
            className="inline-flex min-h-6 min-w-0 flex-1 items-center font-medium hover:underline"
          >
            <span className="truncate">{name}</span>
          </Link>
          <StatusIcon
            status={step.held?.status === 'waiting' && step.status !== 'running' ? 'retrying' : step.status}
          />
        </span>
        {step.parts && <Parts parts={step.parts} />}
        {step.warnings.length > 0 && <Warnings warnings={step.warnings} />}
      </th>
      <td className="max-md:mt-2 max-md:block md:px-3 md:max-lg:hidden">
        <TimelineBar run={run} step={step} />
      </td>
      <Count label={labels.in} value={step.rowsIn} />
      <Count label={labels.out} value={step.rowsOut} />
      <Count label={labels.filtered} value={step.rowsFiltered} />
      <Count label={labels.rejected} value={step.rowsRejected}>
        {step.rowsRejected > 0 && (
          <Link
            href={`/runs/${run.id}/rejected/${step.nodeId}`}
            aria-label={t('showRejected', { count: step.rowsRejected, name })}
            className="inline-flex min-h-6 min-w-6 items-center justify-end rounded-small font-medium text-error underline decoration-error/40 underline-offset-3 hover:decoration-error"
          >
            <NumberText value={step.rowsRejected} />
          </Link>
        )}
      </Count>
      <Count label={labels.loaded} value={step.rowsLoaded + step.rowsRemoved + step.rowsUnchanged}>
        {tellsEffects(step) && (
          <>
            <NumberText value={step.rowsLoaded} />
            <Effects step={step} />
          </>
        )}
      </Count>
    </tr>
  );
}

/** How far a source has come that is read in parts. */
function Parts({ parts: { total, read, repeated } }: { parts: NonNullable<RunStepView['parts']> }) {
  const t = useTranslations('app.runs');
  return (
    <p className="pb-2 pl-8 text-ink-3 text-meta tabular-nums">
      {read < total ? t('partsRead', { read, total }) : t('readInParts', { total })}
      {repeated > 0 && ` · ${t('partsRepeated', { count: repeated })}`}
    </p>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-0.5 pb-2 pl-8 text-meta text-warning">
      {warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{warning}</span>
        </li>
      ))}
    </ul>
  );
}

const effects = [
  ['created', 'rowsCreated'],
  ['updated', 'rowsUpdated'],
  ['removed', 'rowsRemoved'],
  ['unchanged', 'rowsUnchanged'],
] as const;

function tellsEffects(step: RunStepView): boolean {
  return effects.some(([, count]) => step[count] > 0);
}

/** What became of the rows in the target, where it tells. */
function Effects({ step }: { step: RunStepView }) {
  const t = useTranslations('app.runs');
  const told = effects.filter(([, count]) => step[count] > 0);
  return (
    <span className="flex flex-wrap gap-x-2 text-ink-3 text-meta md:flex-col md:items-end">
      {told.map(([name, count]) => (
        <span key={name} className="whitespace-nowrap">
          {t(name, { count: step[count] })}
        </span>
      ))}
    </span>
  );
}

function Count({ label, value, children }: { label: string; value: number; children?: ReactNode }) {
  return (
    <td
      className={joinClasses(
        'md:px-3 md:text-right',
        value === 0 ? 'text-ink-3 max-md:hidden' : 'text-ink max-md:mt-2 max-md:mr-4 max-md:inline-block',
      )}
    >
      <span className="mr-1 text-ink-3 md:hidden">{label}</span>
      {children || (value === 0 ? '–' : <NumberText value={value} />)}
    </td>
  );
}

type Kind = RunDetail['graph']['nodes'][number]['kind'];

function KindTile({ kind }: { kind: Kind }) {
  const Icon = kindIcons[kind];
  const { tile } = categoryStyles[getNodeDefinition(kind).category];
  return (
    <span aria-hidden className={joinClasses('flex size-6 shrink-0 items-center justify-center rounded-control', tile)}>
      <Icon className="size-3.5" />
    </span>
  );
}

const barColours: Record<RunStepView['status'], string> = {
  pending: 'bg-line',
  running: 'bg-running animate-breathe',
  succeeded: 'bg-success/70',
  failed: 'bg-error',
  skipped: 'bg-line',
};

function TimelineBar({ run, step }: { run: RunDetail; step: RunStepView }) {
  const isLive = !hasEnded(run.status);
  const now = useNow(isLive ? { updateInterval: 1000 } : undefined);
  const place = placeOnTimeline(run, step, now.getTime());
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="relative h-1.5 min-w-0 flex-1 rounded-pill bg-raised">
        {place && (
          <span
            className={joinClasses('absolute inset-y-0 min-w-1 rounded-pill', barColours[step.status])}
            style={{ left: `${place.start * 100}%`, width: `${place.share * 100}%` }}
          />
        )}
      </span>
      <span className="w-14 shrink-0 text-right text-ink-2 text-meta">
        <DurationText from={step.startedAt} to={step.finishedAt} />
      </span>
    </span>
  );
}
