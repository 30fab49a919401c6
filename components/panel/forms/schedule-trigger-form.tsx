import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { describeCron } from '#core/schedules/describe-cron.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { NextRuns } from '../schedule/next-runs.tsx';
import { SchedulePause } from '../schedule/schedule-pause.tsx';
import { ScheduleSentence } from '../schedule/schedule-sentence.tsx';
import { parseScheduleRule } from '../schedule-rule.ts';

const overlaps = ['skip', 'queue', 'allow'] as const;
const misses = ['run_once', 'skip'] as const;

export function ScheduleTriggerForm({ node, settings, change }: NodeFormProps<'schedule-trigger'>) {
  const t = useTranslations('builder.schedule');
  const locale = useLocale() === 'es' ? 'es' : 'en';
  const { cron, timeZone, overlap, missed } = settings;
  const cronProblem = useFieldProblem(node, 'cron');
  const zones = useMemo(
    () => ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({ value, label: value.replaceAll('_', ' ') })),
    [],
  );
  return (
    <>
      <ScheduleSentence cron={cron} onChange={(next) => change({ cron: next })} />
      <ComboboxField
        label={t('timeZone')}
        error={useFieldProblem(node, 'timeZone')}
        value={timeZone}
        onChange={(next) => next !== null && change({ timeZone: next })}
        choices={zones}
      />
      <NextRuns cron={cron} timeZone={timeZone} />
      <SchedulePause nodeId={node.id} />
      <SelectField
        label={t('overlap')}
        value={overlap}
        onChange={(next) => change({ overlap: next })}
        choices={overlaps.map((value) => ({ value, label: t(`overlaps.${value}`) }))}
      />
      <SelectField
        label={t('missed')}
        value={missed}
        onChange={(next) => change({ missed: next })}
        choices={misses.map((value) => ({ value, label: t(`misses.${value}`) }))}
      />
      <Advanced label={t('expert')}>
        <TextField
          label={t('cron')}
          hint={parseScheduleRule(cron) === null ? describeCron(cron, timeZone, locale) : t('cronHint')}
          error={cronProblem}
          mono
          spellCheck={false}
          maxLength={120}
          value={cron}
          onChange={(next) => change({ cron: next })}
        />
      </Advanced>
    </>
  );
}
