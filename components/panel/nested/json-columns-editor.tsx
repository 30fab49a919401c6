import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { typeIcons } from '#components/preview/type-icons.ts';
import { SelectField } from '#components/ui/select-field.tsx';
import { fieldTypes } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { JsonColumn } from '#core/graph/nodes/json-column.ts';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SampleButton } from '../fields/sample-button.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import { columnOf } from '../fields/use-input-sample.ts';
import { findJsonColumns } from './find-json-columns.ts';

interface JsonColumnsEditorProps {
  readonly node: GraphNode;
  /** The column that holds the nested data. */
  readonly source: string;
  readonly columns: readonly JsonColumn[];
  readonly hint?: string;
  readonly onChange: (columns: JsonColumn[]) => void;
}

/** Values of nested data that become columns, typed by hand or found in the sample. */
export function JsonColumnsEditor({ node, source, columns, hint, onChange }: JsonColumnsEditorProps) {
  const t = useTranslations('builder.forms.jsonColumns');
  return (
    <ListEditor
      title={t('title')}
      {...(hint !== undefined && { hint })}
      node={node}
      field="columns"
      addLabel={t('add')}
      entries={columns}
      create={(): JsonColumn => ({ path: [], name: '', type: 'text' })}
      onChange={onChange}
      more={
        <SampleButton
          label={t('fromSample')}
          nodeId={node.id}
          disabled={source === ''}
          onSample={(grid) => onChange([...columns, ...findJsonColumns(columnOf(grid, source), columns)])}
        />
      }
    >
      {(row) => <ColumnRow {...row} />}
    </ListEditor>
  );
}

function ColumnRow({ node, path, entry: column, onChange, onRemove }: EntryProps<JsonColumn>) {
  const t = useTranslations('builder');
  const [draft, setDraft] = useState<string | null>(null);
  const setPath = (text: string) => {
    setDraft(text);
    const path = text.split('.').slice(0, 20);
    const isSuggested = column.name === '' || column.name === column.path.join(' ');
    onChange({ path, ...(isSuggested && { name: path.join(' ').trim().slice(0, 200) }) });
  };
  return (
    <ListRow removeLabel={t('forms.jsonColumns.remove')} onRemove={onRemove}>
      <SettingTextField
        node={node}
        path={`${path}.path`}
        label={t('forms.jsonColumns.path')}
        hideLabel
        mono
        placeholder="address.city"
        value={draft ?? column.path.join('.')}
        onBlur={() => setDraft(null)}
        onChange={setPath}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_136px] items-start gap-1.5">
        <SettingTextField
          node={node}
          path={`${path}.name`}
          label={t('forms.jsonColumns.name')}
          hideLabel
          value={column.name}
          onChange={(name) => onChange({ name })}
        />
        <SelectField
          label={t('forms.jsonColumns.type')}
          hideLabel
          value={column.type}
          onChange={(type) => onChange({ type })}
          choices={fieldTypes.map((value) => ({ value, label: t(`types.${value}`), icon: typeIcons[value] }))}
        />
      </div>
    </ListRow>
  );
}
