import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { HttpTargetSettings } from '#core/graph/nodes/http-target.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';

interface SendSettingsProps {
  readonly node: GraphNode;
  readonly settings: HttpTargetSettings;
  readonly fields: readonly Field[];
  readonly onChange: (part: Partial<HttpTargetSettings>) => void;
}

/** Which rows go to an API, and how its answer speaks of single rows. */
export function SendSettings({ node, settings, fields, onChange }: SendSettingsProps) {
  const t = useTranslations('builder.forms.httpTarget');
  const { mode, keys, resultsPath, resultErrorPath } = settings;
  const keyProblem = useFieldProblem(node, 'keys');
  const resultsProblem = useFieldProblem(node, 'resultsPath');
  return (
    <>
      <Labelled label={t('mode')} hint={t(`modes.${mode}.description`)}>
        <SegmentedControl
          label={t('mode')}
          value={mode}
          onChange={(next) => onChange({ mode: next })}
          choices={(['event', 'upsert'] as const).map((value) => ({ value, label: t(`modes.${value}.name`) }))}
        />
      </Labelled>
      {mode === 'upsert' && (
        <InputFieldsSelect
          label={t('keys')}
          hint={t('keysHint')}
          error={keyProblem}
          fields={fields}
          values={keys}
          onChange={(next) => onChange({ keys: next })}
        />
      )}
      <Advanced label={t('results')}>
        <TextField
          label={t('resultsPath')}
          hint={t('resultsPathHint')}
          error={resultsProblem}
          optional
          mono
          maxLength={200}
          placeholder="results"
          value={resultsPath}
          onChange={(next) => onChange({ resultsPath: next })}
        />
        {resultsPath !== '' && (
          <TextField
            label={t('resultErrorPath')}
            hint={t('resultErrorPathHint')}
            mono
            maxLength={200}
            value={resultErrorPath}
            onChange={(next) => onChange({ resultErrorPath: next })}
          />
        )}
      </Advanced>
    </>
  );
}
