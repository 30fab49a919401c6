import { useTranslations } from 'next-intl';
import { Advanced } from '../fields/advanced.tsx';
import { NumberField } from '../fields/number-field.tsx';

interface KeepBeforeProps {
  readonly days: number;
  readonly onChange: (days: number) => void;
}

/** For how long rows are kept as they were, so that a run can be undone, and what that costs. */
export function KeepBefore({ days, onChange }: KeepBeforeProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  return (
    <Advanced label={t('undo')}>
      <NumberField
        label={t('keepBefore')}
        hint={t('keepBeforeHint')}
        value={days}
        min={0}
        max={30}
        onChange={(next) => next !== null && onChange(next)}
      />
    </Advanced>
  );
}
