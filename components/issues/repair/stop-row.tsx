'use client';

import { ArrowRight } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { typeIcons } from '#components/preview/type-icons.ts';
import { Badge } from '#components/ui/badge.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { FieldChoice, Repair, RepairStop } from '#core/contracts/repairs.ts';
import { isTaken, keyOf } from './choose-fields.ts';

interface StopRowProps {
  readonly repair: Repair;
  readonly stop: RepairStop;
  readonly choice: FieldChoice | null;
  /** Of all differences. */
  readonly choices: readonly (FieldChoice | null)[];
  readonly onChoose: (choice: FieldChoice) => void;
}

const blank = 'blank';

/** A field as the pipeline knows it, and what it is in the source now. */
export function StopRow(props: StopRowProps) {
  const { name, type } = props.stop;
  const Icon = typeIcons[type];
  return (
    <li className="grid items-center gap-x-3 gap-y-1.5 border-b px-3 py-2.5 last:border-b-0 sm:grid-cols-[minmax(0,2fr)_auto_minmax(0,3fr)]">
      <span className="flex min-w-0 items-center gap-1.5 font-medium text-ui">
        <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
        <Sign {...props} />
      </span>
      <ArrowRight aria-hidden className="size-3.5 text-ink-3 max-sm:hidden" />
      {props.stop.kind === 'missing' ? <NewPlace {...props} /> : <TakeOrNot {...props} />}
    </li>
  );
}

function Sign({ stop: { kind } }: StopRowProps) {
  const t = useTranslations('builder.drift');
  const tRepair = useTranslations('issues.repair');
  if (kind === 'missing') return <Badge tone="error">{t('gone')}</Badge>;
  return kind === 'added' ? (
    <Badge tone="success">{t('new')}</Badge>
  ) : (
    <Badge tone="warning">{tRepair('retyped')}</Badge>
  );
}

function NewPlace({ repair, stop, choice, choices, onChoose }: StopRowProps) {
  const t = useTranslations('builder.drift');
  const format = useFormatter();
  const { suggestion, place, name } = stop;
  const to = choice?.kind === 'missing' ? choice.to : null;
  const value = choice === null ? null : to === null ? blank : keyOf(to);
  const free = repair.candidates.filter(
    (candidate) => keyOf(candidate.place) === value || !isTaken(candidate.place, choices),
  );
  const isSuggested = suggestion !== null && to !== null && keyOf(suggestion.place) === keyOf(to);
  const likeness = (share: number) =>
    t('alike', { share: format.number(share, { style: 'percent', maximumFractionDigits: 0 }) });
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <SelectField<string>
        label={t('nowCalled', { name })}
        hideLabel
        className="min-w-44 flex-1"
        placeholder={t('choose')}
        value={value}
        onChange={(next) => {
          const found = repair.candidates.find((candidate) => keyOf(candidate.place) === next);
          onChoose({ kind: 'missing', place, to: found?.place ?? null });
        }}
        choices={[
          ...free.map((candidate) => ({
            value: keyOf(candidate.place),
            label: candidate.name,
            icon: typeIcons[candidate.type],
            ...(suggestion !== null &&
              keyOf(suggestion.place) === keyOf(candidate.place) && { description: likeness(suggestion.confidence) }),
          })),
          { value: blank, label: t('blank') },
        ]}
      />
      {isSuggested && <Badge tone="success">{likeness(suggestion.confidence)}</Badge>}
    </div>
  );
}

function TakeOrNot({ stop, choice, onChoose }: StopRowProps) {
  const t = useTranslations('builder');
  const tRepair = useTranslations('issues.repair');
  const { kind, place, name, type, foundType } = stop;
  if (kind === 'missing') return null;
  const labels =
    kind === 'added'
      ? { yes: t('drift.take'), no: t('drift.leaveOut') }
      : {
          yes: tRepair('takeType', { type: foundType === null ? '' : t(`types.${foundType}`) }),
          no: t('drift.keepType', { type: t(`types.${type}`) }),
        };
  return (
    <SelectField<'yes' | 'no'>
      label={tRepair('decide', { name })}
      hideLabel
      value={choice?.kind === kind && choice.take ? 'yes' : 'no'}
      onChange={(next) => onChoose({ kind, place, take: next === 'yes' })}
      choices={[
        { value: 'no', label: labels.no },
        { value: 'yes', label: labels.yes },
      ]}
    />
  );
}
