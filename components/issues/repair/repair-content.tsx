'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useRepairPlans } from '#components/queries/use-repair.ts';
import { ReplaySummary } from '#components/replay/replay-summary.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Repair } from '#core/contracts/repairs.ts';
import { isTaken } from './choose-fields.ts';
import { ExpectedWrites } from './expected-writes.tsx';
import { StopRow } from './stop-row.tsx';
import type { RepairForm } from './use-repair-form.ts';

interface RepairContentProps {
  readonly issueId: string;
  readonly repair: Repair;
  readonly form: RepairForm;
}

/** What has changed, what is published, what runs again. */
export function RepairContent({ issueId, repair, form }: RepairContentProps) {
  const t = useTranslations('issues.repair');
  const plans = useRepairPlans(
    issueId,
    repair.pipelines.map(({ id }) => id),
    form.chosen,
  );
  return (
    <>
      <Part
        title={t('changed')}
        aside={
          <>
            {t('seen')} <RelativeTime at={repair.lookedAt} />
          </>
        }
      >
        <ul className="rounded-card border bg-surface">
          {form.open.map((index) => {
            const stop = repair.stops[index];
            if (stop === undefined) return null;
            return (
              <StopRow
                key={`${stop.kind} ${stop.place.join('.')}`}
                {...{ repair, stop, choices: form.choices }}
                choice={form.choices[index] ?? null}
                onChoose={(choice) => form.choose(index, choice)}
              />
            );
          })}
        </ul>
        <Others repair={repair} form={form} />
      </Part>
      <Part title={t('published')}>
        <TextField label={t('name')} value={form.name} onChange={form.setName} maxLength={120} />
        <ul className="rounded-card border bg-surface">
          {repair.pipelines.map(({ id, name, nodeName, nextNumber, hasEdits }) => (
            <li key={id} className="border-b px-3 py-2 text-ui last:border-b-0">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
                <span className="text-ink-2 text-meta">{t('becomesLive', { number: nextNumber, step: nodeName })}</span>
              </p>
              {hasEdits && <p className="text-ink-2 text-meta">{t('editsStay')}</p>}
            </li>
          ))}
        </ul>
      </Part>
      {repair.replays.length > 0 && (
        <Part title={t('again')}>
          <ReplaySummary
            plans={repair.replays}
            expected={({ pipelineId }) => {
              const plan = plans[repair.pipelines.findIndex(({ id }) => id === pipelineId)];
              if (plan === undefined || form.chosen === null) return null;
              return <ExpectedWrites plan={plan.data} error={plan.error} />;
            }}
          />
        </Part>
      )}
    </>
  );
}

function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-medium text-ui">
        {title}
        {aside && <span className="font-normal text-ink-3 text-meta">{aside}</span>}
      </h3>
      {children}
    </section>
  );
}

/** Differences that stop nothing, so that nobody looks for them. */
function Others({ repair, form }: { repair: Repair; form: RepairForm }) {
  const t = useTranslations('issues.repair');
  const format = useFormatter();
  const kinds = ['added', 'missing', 'retyped'] as const;
  const taken = new Set(repair.candidates.filter(({ place }) => isTaken(place, form.choices)).map(({ name }) => name));
  const sentences = kinds.flatMap((kind) => {
    const names = repair.others.filter((other) => other.kind === kind && !(kind === 'added' && taken.has(other.name)));
    if (names.length === 0) return [];
    return t(`others.${kind}`, { count: names.length, names: format.list(names.map(({ name }) => name)) });
  });
  return sentences.length > 0 && <p className="text-ink-3 text-meta">{sentences.join(' ')}</p>;
}
