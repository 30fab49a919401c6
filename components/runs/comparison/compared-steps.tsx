'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { NumberText } from '#components/ui/number.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { type ComparedStep, shareOfChange } from './compare-steps.ts';

const numbers = ['in', 'out', 'rejected'] as const;

/** A table of what each step did now and then; on a phone each step in lines below each other. */
export function ComparedSteps({ steps, runId }: { steps: readonly ComparedStep[]; runId: string }) {
  const t = useTranslations('comparison');
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <table className="w-full table-fixed border-collapse text-ui max-md:block">
        <thead className="text-ink-3 text-meta max-md:sr-only">
          <tr className="h-9 border-b">
            <th scope="col" className="px-3 text-left font-normal">
              {t('step')}
            </th>
            {numbers.map((key) => (
              <th key={key} scope="col" className="w-32 px-3 text-right font-normal">
                {t(key)}
              </th>
            ))}
            <th scope="col" className="w-28 px-3 text-right font-normal">
              {t('duration')}
            </th>
            <th scope="col" className="w-[24%] px-3 text-left font-normal">
              {t('columns')}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {steps.map((step) => (
            <StepLine key={step.nodeId} step={step} runId={runId} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cell = 'align-top md:px-3 md:py-2.5 max-md:mr-4 max-md:mt-1.5 max-md:inline-block';

function StepLine({ step, runId }: { step: ComparedStep; runId: string }) {
  const { nodeId, name, now, differs } = step;
  return (
    <tr
      className={joinClasses(
        'border-b last:border-b-0 max-md:block max-md:px-4 max-md:py-3',
        differs && 'bg-warning/5',
      )}
    >
      <th scope="row" className="min-w-0 text-left align-top font-normal max-md:block md:px-3 md:py-2">
        <span className="flex min-w-0 items-center gap-2">
          {now && <StatusIcon status={now.status} />}
          {now ? (
            <Link
              href={`/runs/${runId}/steps/${nodeId}`}
              className="inline-flex min-h-6 min-w-0 items-center font-medium hover:underline"
            >
              <span className="truncate">{name}</span>
            </Link>
          ) : (
            <span className="min-w-0 truncate font-medium text-ink-2">{name}</span>
          )}
        </span>
        <StepNote step={step} />
      </th>
      {numbers.map((key) => (
        <NumberCell key={key} step={step} number={key} />
      ))}
      <DurationCell step={step} />
      <td className={joinClasses(cell, 'max-md:mr-0! max-md:block! text-meta [overflow-wrap:anywhere]')}>
        <ColumnChanges step={step} />
      </td>
    </tr>
  );
}

function StepNote({ step: { now, before } }: { step: ComparedStep }) {
  const t = useTranslations('comparison');
  if (now === null || before === null) return <Badge tone="warning">{t(now === null ? 'onlyThen' : 'onlyNow')}</Badge>;
  return now.status === 'failed' && before.status !== 'failed' ? <Badge tone="error">{t('failed')}</Badge> : null;
}

function NumberCell({ step: { now, before }, number }: { step: ComparedStep; number: (typeof numbers)[number] }) {
  const t = useTranslations('comparison');
  const format = useFormatter();
  const [value, old] = [now?.[number] ?? null, before?.[number] ?? null];
  const isDifferent = value !== null && old !== null && value !== old;
  const share = isDifferent ? shareOfChange(value, old) : null;
  return (
    <td className={joinClasses(cell, 'tabular-nums md:text-right')}>
      <span className="mr-1 text-ink-3 md:hidden">{t(number)}</span>
      <span className={isDifferent ? 'font-semibold' : 'text-ink-2'}>
        {value === null ? '–' : <NumberText value={value} />}
      </span>
      {isDifferent && (
        <span className="text-ink-2 text-meta max-md:ml-1 md:block">
          {t('was', { value: format.number(old) })}
          {share !== null && (
            <span className="ml-1 text-warning">
              {format.number(share, { style: 'percent', signDisplay: 'always', maximumFractionDigits: 0 })}
            </span>
          )}
        </span>
      )}
    </td>
  );
}

function DurationCell({ step: { now, before } }: { step: ComparedStep }) {
  const t = useTranslations('comparison');
  const format = useFormatter();
  const write = (ms: number | null | undefined) =>
    ms == null
      ? '–'
      : format.number(ms < 1000 ? ms : ms / 1000, {
          ...{ style: 'unit', unit: ms < 1000 ? 'millisecond' : 'second' },
          ...{ unitDisplay: 'short', maximumFractionDigits: 1 },
        });
  return (
    <td className={joinClasses(cell, 'text-ink-2 tabular-nums md:text-right')}>
      <span className="mr-1 text-ink-3 md:hidden">{t('duration')}</span>
      {write(now?.durationMs)}
      {before?.durationMs != null && (
        <span className="text-ink-3 text-meta max-md:ml-1 md:block">
          {t('was', { value: write(before.durationMs) })}
        </span>
      )}
    </td>
  );
}

function ColumnChanges({ step: { columns, now, before } }: { step: ComparedStep }) {
  const t = useTranslations('comparison');
  const tTypes = useTranslations('builder.types');
  const nameType = (type: string) => (tTypes.has(type as 'text') ? tTypes(type as 'text') : type);
  if (columns === null) return now && before ? <span className="text-ink-3 max-md:hidden">{t('same')}</span> : null;
  const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name).join(', ');
  return (
    <ul className="flex flex-col gap-0.5">
      {columns.added.length > 0 && <li className="text-success">{t('added', { names: names(columns.added) })}</li>}
      {columns.removed.length > 0 && <li className="text-error">{t('removed', { names: names(columns.removed) })}</li>}
      {columns.retyped.map(({ name, from, to }) => (
        <li key={name} className="text-warning">
          {t('retyped', { name, from: nameType(from), to: nameType(to) })}
        </li>
      ))}
    </ul>
  );
}
