import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { typeIcons } from '#components/preview/type-icons.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type FieldType, fieldTypes, isTemporalType } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';

type Column = NodeFormProps<'select'>['settings']['columns'][number];

interface SelectColumnRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: Column;
  /** Type that comes in, where it is known. */
  readonly type: FieldType | null;
  /** Whether the column is still among those that come in. */
  readonly known: boolean;
  readonly onChange: (part: Partial<Column>) => void;
  readonly onRemove: () => void;
  readonly onMove: (step: -1 | 1) => void;
}

/** One column: where it comes from, its name from here on, and its type. */
export function SelectColumnRow({
  node,
  index,
  column,
  type,
  known,
  onChange,
  onRemove,
  onMove,
}: SelectColumnRowProps) {
  const t = useTranslations('builder');
  const nameProblem = useFieldProblem(node, `columns.${index}.name`);
  const sourceProblem = useFieldProblem(node, `columns.${index}.source`);
  const typeProblem = useFieldProblem(node, `columns.${index}.type`);
  const same = { value: 'same', label: t('forms.select.sameType'), icon: type === null ? undefined : typeIcons[type] };
  const types = fieldTypes.map((value) => ({ value, label: t(`types.${value}`), icon: typeIcons[value] }));
  const wantsFormat = column.type !== null && isTemporalType(column.type) && type === 'text';
  return (
    <li className="rounded-control border border-line p-1.5">
      <div className="flex items-center gap-0.5 pl-1">
        <span
          className={`min-w-0 flex-1 truncate text-meta ${known ? 'text-ink-2' : 'text-error'}`}
          title={column.source}
        >
          {column.source}
        </span>
        <IconButton
          size="small"
          icon={ArrowUp}
          label={t('forms.select.up')}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        />
        <IconButton size="small" icon={ArrowDown} label={t('forms.select.down')} onClick={() => onMove(1)} />
        <IconButton size="small" icon={X} label={t('forms.select.remove')} onClick={onRemove} />
      </div>
      <div className="mt-1 grid grid-cols-[minmax(0,1fr)_136px] gap-1.5">
        <TextField
          label={t('forms.select.name')}
          hideLabel
          maxLength={200}
          error={nameProblem ?? sourceProblem}
          value={column.name}
          onChange={(name) => onChange({ name })}
        />
        <SelectField
          label={t('forms.select.type')}
          hideLabel
          error={typeProblem}
          value={column.type ?? 'same'}
          onChange={(next) => onChange({ type: next === 'same' ? null : (next as FieldType) })}
          choices={[same, ...types]}
        />
        {wantsFormat && (
          <TextField
            label={t('forms.select.format')}
            hint={t('forms.select.formatHint')}
            className="col-span-2"
            mono
            maxLength={60}
            placeholder="%d/%m/%Y"
            value={column.format}
            onChange={(format) => onChange({ format })}
          />
        )}
      </div>
    </li>
  );
}
