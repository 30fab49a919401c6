import { useTranslations } from 'next-intl';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { NumberField } from '../fields/number-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

/** Where a row says who it is about, and how alike two of them must be. */
export function PeopleFields({ node, settings: { people }, change }: NodeFormProps<'deduplicate'>) {
  const t = useTranslations('builder.forms.deduplicate.people');
  const fields = useInputFields(node.id);
  const edit = (part: Partial<typeof people>) => change({ people: { ...people, ...part } });
  return (
    <>
      <InputFieldsSelect
        label={t('names')}
        hint={t('namesHint')}
        error={useFieldProblem(node, 'people.names')}
        fields={fields}
        values={people.names}
        onChange={(names) => edit({ names: names.slice(0, 4) })}
      />
      <InputFieldSelect
        label={t('email')}
        optional
        clearable
        error={useFieldProblem(node, 'people.email')}
        fields={fields}
        value={people.email}
        onChange={(email) => edit({ email })}
      />
      <InputFieldSelect
        label={t('phone')}
        optional
        clearable
        hint={t('phoneHint')}
        error={useFieldProblem(node, 'people.phone')}
        fields={fields}
        value={people.phone}
        onChange={(phone) => edit({ phone })}
      />
      <NumberField
        label={t('threshold')}
        hint={t('thresholdHint')}
        value={people.threshold}
        min={50}
        max={100}
        onChange={(threshold) => edit({ threshold: threshold ?? people.threshold })}
      />
    </>
  );
}
