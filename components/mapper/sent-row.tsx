import { ArrowRight, SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldProblem } from '#components/panel/fields/field-problem.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { mapField } from './map-field.ts';
import { RowDetails } from './row-details.tsx';
import { BeforeAfter, CastChip } from './row-sample.tsx';
import type { RowSample } from './sample-at.ts';
import { SourceChoice } from './source-choice.tsx';
import type { TargetField } from './target-field.ts';
import { dropStyle, useFieldDrop } from './use-field-drop.ts';

interface SentRowProps {
  readonly node: GraphNode;
  readonly entry: ColumnMapping;
  /** Place of the entry in the mapping. */
  readonly index: number;
  readonly fields: readonly Field[];
  readonly sample: RowSample | null;
  readonly hasPolicies: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Null leaves it out. */
  readonly onChange: (entry: ColumnMapping | null) => void;
}

/** What is sent, the name it is sent under, and what that makes of one sample row. */
export function SentRow(props: SentRowProps) {
  const { node, entry, index, fields, sample, isOpen, onOpen, onChange } = props;
  const t = useTranslations('builder.mapper');
  const problem = useFieldProblem(node, `mapping.${index}.field`);
  const nameProblem = useFieldProblem(node, `mapping.${index}.column`);
  const castProblem = useFieldProblem(node, `mapping.${index}.cast`);
  const target = describeEntry(entry);
  const { isOver, ...drop } = useFieldDrop((name) => {
    const field = fields.find((known) => known.name === name);
    onChange(mapField(target, field, name, entry));
  });
  return (
    <li
      {...drop}
      aria-label={entry.column}
      className={joinClasses(
        'flex flex-col gap-1 px-2 py-2 first:rounded-t-card last:rounded-b-card',
        isOver && dropStyle,
      )}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-start gap-1">
        <SourceChoice
          target={target}
          entry={entry}
          fields={fields}
          error={problem ?? castProblem}
          onChange={(next, opens) => {
            onChange(next);
            if (opens) onOpen(true);
          }}
        />
        <ArrowRight aria-label={t('sentAs')} className="mt-2.5 size-3 text-ink-3" />
        <TextField
          label={t('name')}
          hideLabel
          maxLength={200}
          error={nameProblem}
          value={entry.column}
          onChange={(column) => onChange({ ...entry, column })}
        />
        <IconButton
          icon={SlidersHorizontal}
          label={t('details', { column: entry.column })}
          aria-expanded={isOpen}
          pressed={isOpen || undefined}
          onClick={() => onOpen(!isOpen)}
        />
      </div>
      {sample !== null && (
        <div className="flex min-h-5 items-center justify-between gap-2 px-2">
          <BeforeAfter sample={sample} entry={entry} />
          <CastChip sample={sample} />
        </div>
      )}
      {isOpen && <RowDetails {...props} target={target} />}
    </li>
  );
}

function describeEntry({ column }: ColumnMapping): TargetField {
  return { name: column, typeName: '', type: null, required: false, key: false, values: null };
}
