import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import {
  defaultDrift,
  missingPolicies,
  type SourceDrift,
  shapePolicies,
  valuePolicies,
} from '#core/graph/nodes/source-drift.ts';
import { Advanced } from '../../fields/advanced.tsx';

interface DriftPolicyEditorProps {
  readonly drift: SourceDrift | undefined;
  readonly onChange: (drift: SourceDrift) => void;
}

/** What a run does where the source is not as the pipeline knows it. */
export function DriftPolicyEditor({ drift = defaultDrift, onChange }: DriftPolicyEditorProps) {
  const t = useTranslations('builder.drift.policy');
  return (
    <Advanced label={t('title')}>
      <SelectField
        label={t('shape.label')}
        value={drift.shape}
        onChange={(shape) => onChange({ ...drift, shape })}
        choices={shapePolicies.map((value) => ({
          value,
          label: t(`shape.${value}`),
          description: t(`shape.${value}Hint`),
        }))}
      />
      <SelectField
        label={t('missing.label')}
        value={drift.missing}
        onChange={(missing) => onChange({ ...drift, missing })}
        choices={missingPolicies.map((value) => ({
          value,
          label: t(`missing.${value}`),
          description: t(`missing.${value}Hint`),
        }))}
      />
      <SelectField
        label={t('values.label')}
        value={drift.values}
        onChange={(values) => onChange({ ...drift, values })}
        choices={valuePolicies.map((value) => ({
          value,
          label: t(`values.${value}`),
          description: t(`values.${value}Hint`),
        }))}
      />
    </Advanced>
  );
}
