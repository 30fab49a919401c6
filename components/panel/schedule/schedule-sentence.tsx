import { useLocale, useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { nameWeekday } from '../describe-schedule.ts';
import {
  changeRuleKind,
  formatScheduleRule,
  minuteSteps,
  parseScheduleRule,
  ruleKinds,
  type ScheduleRule,
} from '../schedule-rule.ts';

interface ScheduleSentenceProps {
  readonly cron: string;
  readonly onChange: (cron: string) => void;
}

/** "Every weekday at 07:00", each part of which is a choice. */
export function ScheduleSentence({ cron, onChange }: ScheduleSentenceProps) {
  const t = useTranslations('builder.schedule');
  const rule = parseScheduleRule(cron);
  const set = (next: ScheduleRule) => onChange(formatScheduleRule(next));
  const kinds = ruleKinds.map((value) => ({ value: value as string, label: t(`kinds.${value}`) }));
  const custom = { value: 'expert', label: t('kinds.expert'), disabled: true };
  return (
    <div className="grid grid-cols-2 gap-2">
      <SelectField
        label={t('every')}
        value={rule?.every ?? 'expert'}
        onChange={(every) => set(changeRuleKind(rule, every as ScheduleRule['every']))}
        choices={rule === null ? [custom, ...kinds] : kinds}
      />
      {rule !== null && <RuleDetail rule={rule} onChange={set} />}
    </div>
  );
}

function RuleDetail({ rule, onChange }: { rule: ScheduleRule; onChange: (rule: ScheduleRule) => void }) {
  const t = useTranslations('builder.schedule');
  if (rule.every === 'minutes') {
    const steps = [...new Set([...minuteSteps, rule.step])].toSorted((a, b) => a - b);
    return (
      <SelectField
        label={t('step')}
        value={String(rule.step)}
        onChange={(step) => onChange({ ...rule, step: Number(step) })}
        choices={steps.map((step) => ({ value: String(step), label: t('minutes', { count: step }) }))}
      />
    );
  }
  if (rule.every === 'hour') {
    const minutes = [...new Set([0, 5, 10, 15, 20, 30, 45, rule.minute])].toSorted((a, b) => a - b);
    return (
      <SelectField
        label={t('minute')}
        value={String(rule.minute)}
        onChange={(minute) => onChange({ ...rule, minute: Number(minute) })}
        choices={minutes.map((minute) => ({ value: String(minute), label: `:${String(minute).padStart(2, '0')}` }))}
      />
    );
  }
  return (
    <>
      {(rule.every === 'week' || rule.every === 'month') && <DayChoice rule={rule} onChange={onChange} />}
      <TextField
        label={t('time')}
        type="time"
        required
        value={rule.time}
        onChange={(time) => time !== '' && onChange({ ...rule, time })}
      />
    </>
  );
}

function DayChoice({
  rule,
  onChange,
}: {
  rule: Extract<ScheduleRule, { every: 'week' | 'month' }>;
  onChange: (rule: ScheduleRule) => void;
}) {
  const t = useTranslations('builder.schedule');
  const locale = useLocale();
  if (rule.every === 'week')
    return (
      <SelectField
        label={t('weekday')}
        value={String(rule.weekday)}
        onChange={(weekday) => onChange({ ...rule, weekday: Number(weekday) })}
        choices={[1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: nameWeekday(day, locale) }))}
      />
    );
  return (
    <SelectField
      label={t('day')}
      value={String(rule.day)}
      onChange={(day) => onChange({ ...rule, day: Number(day) })}
      choices={Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))}
      hint={rule.day > 28 ? t('dayHint') : undefined}
    />
  );
}
