import { useTranslations } from 'next-intl';
import { FormulaEditor } from '#components/panel/formula/formula-editor.tsx';
import { maskValue } from '#components/preview/personal-data.ts';
import { Button } from '#components/ui/button.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { quoteField } from '#core/formula/quote-field.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { type ColumnMapping, type FieldPolicy, fieldPolicies } from '#core/graph/nodes/target-write.ts';
import { mapField, mapValue, type SourceKind, sourceKindOf } from './map-field.ts';
import type { RowSample } from './sample-at.ts';
import type { TargetField } from './target-field.ts';
import { ValueTable } from './value-table.tsx';

interface RowDetailsProps {
  readonly node: GraphNode;
  readonly target: TargetField;
  readonly entry: ColumnMapping;
  readonly index: number;
  readonly fields: readonly Field[];
  readonly sample: RowSample | null;
  readonly hasPolicies: boolean;
  readonly onChange: (entry: ColumnMapping | null) => void;
}

/** All that can be said about one target field: what fills it, what its values are called, and when they are written. */
export function RowDetails({ node, target, entry, index, fields, sample, hasPolicies, onChange }: RowDetailsProps) {
  const t = useTranslations('builder.mapper');
  const kind = sourceKindOf(entry);
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-2">
      <SegmentedControl<SourceKind>
        label={t('sourceKind', { column: target.name })}
        value={kind}
        onChange={(next) => next !== kind && onChange(changeKind(next, target, entry, fields))}
        choices={(['field', 'formula', 'fixed'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        className="self-start"
      />
      {kind === 'formula' && (
        <FormulaEditor
          node={node}
          field={`mapping.${index}.formula`}
          label={t('formulaOf', { column: target.name })}
          fields={fields}
          value={entry.formula ?? ''}
          onChange={(formula) => onChange({ ...entry, formula })}
        />
      )}
      {kind !== 'fixed' && (
        <ValueTable
          target={target}
          entry={entry}
          listed={sample?.listed ?? null}
          show={sample?.show ?? maskValue}
          onChange={onChange}
        />
      )}
      {hasPolicies && (
        <SelectField<FieldPolicy>
          label={t('policy')}
          value={entry.policy ?? 'always'}
          onChange={(policy) => onChange({ ...entry, policy })}
          choices={fieldPolicies.map((value) => ({ value, label: t(`policies.${value}`) }))}
        />
      )}
      <Button size="small" variant="ghost" className="self-start" onClick={() => onChange(null)}>
        {t('unmap', { column: target.name })}
      </Button>
    </div>
  );
}

function changeKind(
  kind: SourceKind,
  target: TargetField,
  entry: ColumnMapping,
  fields: readonly Field[],
): ColumnMapping {
  const [first] = fields;
  if (kind === 'fixed') return mapValue(target, { fixed: target.values?.[0] ?? '' }, entry);
  if (kind === 'formula')
    return mapValue(target, { formula: entry.field === '' ? '' : quoteField(entry.field) }, entry);
  return mapField(target, first, first?.name ?? '', entry);
}
