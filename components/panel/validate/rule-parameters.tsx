import { useTranslations } from 'next-intl';
import { typeIcons } from '#components/preview/type-icons.ts';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { fieldTypes } from '#core/graph/field-type.ts';
import { comparisonOperators, type ValidationRule } from '#core/graph/validation-rule.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import { useInputFields } from '../use-input-fields.ts';
import type { RuleProps } from './rule-props.ts';

type Of<Check extends ValidationRule['check']> = Omit<RuleProps, 'rule'> & {
  readonly rule: Extract<ValidationRule, { check: Check }>;
};

/** What a check needs to know besides its field; nothing for most. */
export function RuleParameters(props: RuleProps) {
  const { rule } = props;
  switch (rule.check) {
    case 'unique':
      return <UniqueParameters {...props} rule={rule} />;
    case 'type':
      return <TypeParameter {...props} rule={rule} />;
    case 'set':
      return <SetParameters {...props} rule={rule} />;
    case 'range':
      return <RangeParameters {...props} rule={rule} />;
    case 'length':
    case 'row_count':
      return <CountParameters {...props} rule={rule} />;
    case 'pattern':
      return <PatternParameter {...props} rule={rule} />;
    case 'date':
      return <DateParameter {...props} rule={rule} />;
    case 'reference':
      return <ReferenceParameters {...props} rule={rule} />;
    case 'comparison':
      return <ComparisonParameters {...props} rule={rule} />;
    case 'freshness':
      return <HoursParameter {...props} rule={rule} />;
    case 'blank_share':
    case 'distribution':
      return <PercentParameter {...props} rule={rule} />;
    default:
      return null;
  }
}

function useTexts() {
  return useTranslations('builder.forms.validate');
}

function UniqueParameters({ rule, fields, onChange }: Of<'unique'>) {
  const t = useTexts();
  return (
    <>
      <InputFieldsSelect
        label={t('together')}
        optional
        fields={fields.filter(({ name }) => name !== rule.field)}
        values={rule.fields}
        onChange={(next) => onChange({ ...rule, fields: next })}
      />
      <IgnoreCase rule={rule} onChange={onChange} />
    </>
  );
}

function IgnoreCase({ rule, onChange }: Pick<Of<'unique' | 'set' | 'reference'>, 'rule' | 'onChange'>) {
  const t = useTexts();
  return (
    <Switch
      label={t('ignoreCase')}
      checked={rule.ignoreCase}
      onChange={(ignoreCase) => onChange({ ...rule, ignoreCase })}
    />
  );
}

function TypeParameter({ node, index, rule, onChange }: Of<'type'>) {
  const t = useTexts();
  const types = useTranslations('builder.types');
  return (
    <SelectField
      label={t('type')}
      hideLabel
      error={useFieldProblem(node, `rules.${index}.type`)}
      value={rule.type}
      onChange={(type) => onChange({ ...rule, type })}
      choices={fieldTypes.map((value) => ({ value, label: types(value), icon: typeIcons[value] }))}
    />
  );
}

function SetParameters({ node, index, rule, onChange }: Of<'set'>) {
  const t = useTexts();
  return (
    <>
      <TextArea
        label={t('values')}
        hideLabel
        rows={3}
        placeholder={t('onePerLine')}
        error={useFieldProblem(node, `rules.${index}.values`)}
        value={rule.values}
        onChange={(values) => onChange({ ...rule, values })}
      />
      <IgnoreCase rule={rule} onChange={onChange} />
    </>
  );
}

function RangeParameters({ node, index, rule, onChange }: Of<'range'>) {
  const t = useTexts();
  return (
    <div className="grid grid-cols-2 items-start gap-2">
      <SettingTextField
        node={node}
        path={`rules.${index}.min`}
        label={t('min')}
        value={rule.min}
        onChange={(min) => onChange({ ...rule, min })}
      />
      <SettingTextField
        node={node}
        path={`rules.${index}.max`}
        label={t('max')}
        value={rule.max}
        onChange={(max) => onChange({ ...rule, max })}
      />
    </div>
  );
}

function CountParameters({ node, index, rule, onChange }: Of<'length' | 'row_count'>) {
  const t = useTexts();
  return (
    <div className="grid grid-cols-2 items-start gap-2">
      <NumberField
        label={t('min')}
        nullable
        min={0}
        max={1e12}
        error={useFieldProblem(node, `rules.${index}.min`)}
        value={rule.min}
        onChange={(min) => onChange({ ...rule, min })}
      />
      <NumberField
        label={t('max')}
        nullable
        min={0}
        max={1e12}
        error={useFieldProblem(node, `rules.${index}.max`)}
        value={rule.max}
        onChange={(max) => onChange({ ...rule, max })}
      />
    </div>
  );
}

function PatternParameter({ node, index, rule, onChange }: Of<'pattern'>) {
  const t = useTexts();
  return (
    <SettingTextField
      node={node}
      path={`rules.${index}.pattern`}
      label={t('pattern')}
      hideLabel
      mono
      placeholder="[A-Z]{2}-\d{4}"
      hint={t('patternHint')}
      maxLength={500}
      value={rule.pattern}
      onChange={(pattern) => onChange({ ...rule, pattern })}
    />
  );
}

function DateParameter({ rule, onChange }: Of<'date'>) {
  const t = useTexts();
  return (
    <TextField
      label={t('format')}
      optional
      mono
      placeholder="%d/%m/%Y"
      hint={t('formatHint')}
      maxLength={60}
      value={rule.format}
      onChange={(format) => onChange({ ...rule, format })}
    />
  );
}

function ReferenceParameters({ node, index, rule, onChange }: Of<'reference'>) {
  const t = useTexts();
  return (
    <>
      <InputFieldSelect
        label={t('referenceField')}
        hint={t('referenceHint')}
        error={useFieldProblem(node, `rules.${index}.other`)}
        fields={useInputFields(node.id, 'reference')}
        value={rule.other}
        onChange={(other) => onChange({ ...rule, other })}
      />
      <IgnoreCase rule={rule} onChange={onChange} />
    </>
  );
}

function ComparisonParameters({ node, index, rule, fields, onChange }: Of<'comparison'>) {
  const t = useTexts();
  const filter = useTranslations('builder.forms.filter.operators');
  return (
    <div className="grid grid-cols-[148px_minmax(0,1fr)] items-start gap-2">
      <SelectField
        label={t('operator')}
        hideLabel
        value={rule.operator}
        onChange={(operator) => onChange({ ...rule, operator })}
        choices={comparisonOperators.map((value) => ({ value, label: filter(value) }))}
      />
      <InputFieldSelect
        label={t('otherField')}
        hideLabel
        error={useFieldProblem(node, `rules.${index}.other`)}
        fields={fields}
        value={rule.other}
        onChange={(other) => onChange({ ...rule, other })}
      />
    </div>
  );
}

function HoursParameter({ rule, onChange }: Of<'freshness'>) {
  const t = useTexts();
  return (
    <NumberField
      label={t('hours')}
      min={0}
      max={1e6}
      value={rule.hours}
      onChange={(hours) => onChange({ ...rule, hours: hours ?? 0 })}
    />
  );
}

function PercentParameter({ rule, onChange }: Of<'blank_share' | 'distribution'>) {
  const t = useTexts();
  return (
    <NumberField
      label={t(rule.check === 'blank_share' ? 'maxBlank' : 'maxChange')}
      min={0}
      max={rule.check === 'blank_share' ? 100 : 1000}
      value={rule.maxPercent}
      onChange={(maxPercent) => onChange({ ...rule, maxPercent: maxPercent ?? 0 })}
    />
  );
}
