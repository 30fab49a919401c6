import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

const matches = ['whole', 'contains', 'pattern'] as const;

export function ReplaceForm({ node, settings, change }: NodeFormProps<'replace'>) {
  const t = useTranslations('builder.forms.replace');
  const fields = useInputFields(node.id);
  const { pairs, match } = settings;
  return (
    <>
      <InputFieldsSelect
        label={t('fields')}
        error={useFieldProblem(node, 'fields')}
        fields={fields.filter(({ type }) => type === 'text')}
        values={settings.fields}
        onChange={(next) => change({ fields: next })}
      />
      <Labelled label={t('match')} hint={t(`matchHint.${match}`)}>
        <SegmentedControl
          label={t('match')}
          value={match}
          onChange={(next) => change({ match: next })}
          choices={matches.map((value) => ({ value, label: t(`matches.${value}`) }))}
        />
      </Labelled>
      <ListEditor
        title={t('pairs')}
        node={node}
        field="pairs"
        addLabel={t('add')}
        entries={pairs}
        create={() => ({ find: '', replace: '' })}
        onChange={(pairs) => change({ pairs })}
      >
        {(row) => <PairRow {...row} match={match} />}
      </ListEditor>
      <Advanced>
        <Switch
          label={t('caseSensitive')}
          description={t('caseSensitiveHint')}
          checked={settings.caseSensitive}
          onChange={(caseSensitive) => change({ caseSensitive })}
        />
      </Advanced>
    </>
  );
}

type Pair = NodeFormProps<'replace'>['settings']['pairs'][number];

function PairRow({
  node,
  path,
  entry: pair,
  match,
  onChange,
  onRemove,
}: EntryProps<Pair> & { readonly match: (typeof matches)[number] }) {
  const t = useTranslations('builder.forms.replace');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <SettingTextField
          node={node}
          path={`${path}.find`}
          label={t('find')}
          hideLabel
          mono={match === 'pattern'}
          placeholder={match === 'whole' ? t('findBlank') : t('find')}
          maxLength={2000}
          value={pair.find}
          onChange={(find) => onChange({ find })}
        />
        <ArrowRight aria-hidden className="mt-2 size-4 text-ink-3" />
        <SettingTextField
          node={node}
          path={`${path}.replace`}
          label={t('replace')}
          hideLabel
          mono={match === 'pattern'}
          placeholder={t('replaceBlank')}
          maxLength={2000}
          value={pair.replace}
          onChange={(replace) => onChange({ replace })}
        />
      </div>
    </ListRow>
  );
}
