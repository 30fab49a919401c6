import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { matchesByKey, type TableWrite, writeModes } from '#core/graph/nodes/target-write.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { NumberField } from '../fields/number-field.tsx';

interface WriteSettingsProps {
  readonly node: GraphNode;
  readonly settings: TableWrite;
  /** Fields that come in. */
  readonly fields: readonly Field[];
  /** Columns that identify a row of the table as it is. */
  readonly primaryKey: readonly string[];
  readonly onChange: (part: Partial<TableWrite>) => void;
}

/** How rows are written into a table: what is looked for, and what becomes of rows that are there or are gone. */
export function WriteSettings({ node, settings, fields, primaryKey, onChange }: WriteSettingsProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  const { mode, keys, mapping, removedRows, detect, brakePercent } = settings;
  const keyProblem = useFieldProblem(node, 'keys');
  const written = mapping?.map(({ column }) => ({ name: column, type: 'text' as const })) ?? fields;
  const tellsRemovals = matchesByKey(mode) && mode !== 'delete' && fields.some(({ name }) => name === changeField.name);
  return (
    <>
      <SelectField
        label={t('mode')}
        error={useFieldProblem(node, 'mode')}
        value={mode}
        onChange={(next) =>
          onChange({ mode: next, ...(matchesByKey(next) && keys.length === 0 && { keys: [...primaryKey] }) })
        }
        choices={writeModes.map((value) => ({
          value,
          label: t(`modes.${value}.name`),
          description: t(`modes.${value}.description`),
        }))}
      />
      {matchesByKey(mode) && (
        <InputFieldsSelect
          label={t('keys')}
          hint={t('keysHint')}
          error={keyProblem}
          fields={written}
          values={keys}
          onChange={(next) => onChange({ keys: next })}
        />
      )}
      {mode === 'upsert' && (
        <Switch
          label={t('detectSent')}
          description={t('detectSentHint')}
          checked={detect === 'sent'}
          onChange={(sent) => onChange({ detect: sent ? 'sent' : 'target' })}
        />
      )}
      {mode === 'mirror' && (
        <NumberField
          label={t('brake')}
          hint={t('brakeHint')}
          value={brakePercent}
          min={0}
          max={100}
          onChange={(next) => next !== null && onChange({ brakePercent: next })}
        />
      )}
      {tellsRemovals && (
        <Labelled label={t('removedRows')}>
          <SegmentedControl
            label={t('removedRows')}
            value={removedRows}
            onChange={(next) => onChange({ removedRows: next })}
            choices={[
              { value: 'ignore', label: t('removedIgnore') },
              { value: 'delete', label: t('removedDelete') },
            ]}
          />
        </Labelled>
      )}
    </>
  );
}
