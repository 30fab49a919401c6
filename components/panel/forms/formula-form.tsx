import { ListChecks, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { Field } from '#core/graph/field-type.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import type { EntryProps } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import { useEntryKeys } from '../fields/use-entry-keys.ts';
import { FormulaEditor } from '../formula/formula-editor.tsx';
import { FormulaResults } from '../formula/formula-results.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

const FormulaExamples = lazy(async () => ({
  default: (await import('../formula/formula-examples.tsx')).FormulaExamples,
}));

type Column = NodeFormProps<'formula'>['settings']['columns'][number];

export function FormulaForm({ node, settings, change }: NodeFormProps<'formula'>) {
  const t = useTranslations('builder.forms.formula');
  const fields = useInputFields(node.id);
  const { columns } = settings;
  const { keys, remove } = useEntryKeys(columns.length);
  const name = columns.some((column) => column.name === t('newName')) ? '' : t('newName');
  return (
    <>
      <ul aria-label={t('columns')} className="flex flex-col gap-6">
        {columns.map((column, index) => (
          <ColumnRow
            key={keys[index]}
            node={node}
            path={`columns.${index}`}
            entry={column}
            fields={fields}
            onChange={(part) => change({ columns: replaceAt(columns, index, part) })}
            onRemove={() => {
              remove(index);
              change({ columns: removeAt(columns, index) });
            }}
          />
        ))}
      </ul>
      <Button
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => change({ columns: [...columns, { name, formula: '' }] })}
      >
        {t('add')}
      </Button>
      <SectionProblem node={node} field="columns" />
    </>
  );
}

function ColumnRow({
  node,
  path,
  entry: column,
  fields,
  onChange,
  onRemove,
}: EntryProps<Column> & { readonly fields: readonly Field[] }) {
  const t = useTranslations('builder.forms.formula');
  const builder = useTranslations('builder.formula');
  const [examplesOpen, setExamplesOpen] = useState(false);
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <SettingTextField
        node={node}
        path={`${path}.name`}
        label={t('name')}
        value={column.name}
        onChange={(name) => onChange({ name })}
      />
      <FormulaEditor
        node={node}
        field={`${path}.formula`}
        label={t('formula')}
        fields={fields}
        value={column.formula}
        onChange={(formula) => onChange({ formula })}
      />
      <Button
        size="small"
        variant="ghost"
        icon={ListChecks}
        aria-expanded={examplesOpen}
        className="justify-self-start"
        onClick={() => setExamplesOpen(!examplesOpen)}
      >
        {builder('fromExamples')}
      </Button>
      {examplesOpen ? (
        <Suspense fallback={<div className="h-64 rounded-control bg-raised" />}>
          <FormulaExamples
            nodeId={node.id}
            onUse={(formula) => {
              onChange({ formula });
              setExamplesOpen(false);
            }}
          />
        </Suspense>
      ) : (
        <FormulaResults nodeId={node.id} name={column.name} formula={column.formula} />
      )}
    </ListRow>
  );
}
