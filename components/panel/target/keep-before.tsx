import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { Advanced } from '../fields/advanced.tsx';
import { NumberField } from '../fields/number-field.tsx';

type Settings = Pick<PostgresTargetSettings, 'keepBeforeDays' | 'compare'>;

interface KeepBeforeProps {
  readonly settings: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
}

/** For how long rows are kept as they were, what that costs, and whether the table is compared after a run. */
export function KeepBefore({ settings, onChange }: KeepBeforeProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  return (
    <Advanced label={t('undo')}>
      <NumberField
        label={t('keepBefore')}
        hint={t('keepBeforeHint')}
        value={settings.keepBeforeDays}
        min={0}
        max={30}
        onChange={(next) => next !== null && onChange({ keepBeforeDays: next })}
      />
      <Switch
        label={t('compare')}
        description={t('compareHint')}
        checked={settings.compare === true}
        onChange={(compare) => onChange({ compare })}
      />
    </Advanced>
  );
}
