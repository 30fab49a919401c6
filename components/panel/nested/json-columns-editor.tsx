import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { typeIcons } from '#components/preview/type-icons.ts';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { fieldTypes } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { JsonColumn } from '#core/graph/nodes/json-column.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import { SampleButton } from '../fields/sample-button.tsx';
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
    <ListSection
      title={t('title')}
      {...(hint !== undefined && { hint })}
      node={node}
      field="columns"
      addLabel={t('add')}
      onAdd={() => onChange([...columns, { path: [], name: '', type: 'text' }])}
      more={
        <SampleButton
          label={t('fromSample')}
          nodeId={node.id}
          disabled={source === ''}
          onSample={(grid) => onChange([...columns, ...findJsonColumns(columnOf(grid, source), columns)])}
        />
      }
    >
      {columns.map((column, index) => (
        <ColumnRow
          // biome-ignore lint/suspicious/noArrayIndexKey: paths may be empty or repeated while typing
          key={index}
          node={node}
          index={index}
          column={column}
          onChange={(part) => onChange(replaceAt(columns, index, part))}
          onRemove={() => onChange(removeAt(columns, index))}
        />
      ))}
    </ListSection>
  );
}

interface ColumnRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: JsonColumn;
  readonly onChange: (part: Partial<JsonColumn>) => void;
  readonly onRemove: () => void;
}

function ColumnRow({ node, index, column, onChange, onRemove }: ColumnRowProps) {
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
      <TextField
        label={t('forms.jsonColumns.path')}
        hideLabel
        mono
        placeholder="address.city"
        error={useFieldProblem(node, `columns.${index}.path`)}
        value={draft ?? column.path.join('.')}
        onBlur={() => setDraft(null)}
        onChange={setPath}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_136px] items-start gap-1.5">
        <TextField
          label={t('forms.jsonColumns.name')}
          hideLabel
          placeholder={t('forms.jsonColumns.name')}
          maxLength={200}
          error={useFieldProblem(node, `columns.${index}.name`)}
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
