import { KeyRound, SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldProblem } from '#components/panel/fields/field-problem.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { mapField } from './map-field.ts';
import { RowDetails } from './row-details.tsx';
import { BeforeAfter, CastChip } from './row-sample.tsx';
import type { RowSample } from './sample-at.ts';
import { SourceChoice } from './source-choice.tsx';
import type { Suggestion } from './suggest-sources.ts';
import type { TargetField } from './target-field.ts';
import { dropStyle, useFieldDrop } from './use-field-drop.ts';

interface MapperRowProps {
  readonly node: GraphNode;
  readonly target: TargetField;
  readonly entry: ColumnMapping | undefined;
  /** Place of the entry in the mapping, -1 without one. */
  readonly index: number;
  readonly fields: readonly Field[];
  readonly suggestion: Suggestion | undefined;
  readonly sample: RowSample | null;
  readonly hasPolicies: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Null takes the value away. */
  readonly onChange: (entry: ColumnMapping | null) => void;
}

/** A field of the target, what fills it, and what that makes of one sample row. */
export function MapperRow(props: MapperRowProps) {
  const { node, target, entry, index, fields, suggestion, sample, isOpen, onOpen, onChange } = props;
  const t = useTranslations('builder.mapper');
  const problem = useFieldProblem(node, `mapping.${index}.field`);
  const castProblem = useFieldProblem(node, `mapping.${index}.cast`);
  const missing = target.required && entry === undefined;
  const take = (name: string) =>
    onChange(
      mapField(
        target,
        fields.find((field) => field.name === name),
        name,
        entry,
      ),
    );
  const { isOver, ...drop } = useFieldDrop(take);
  return (
    <li
      {...drop}
      aria-label={target.name}
      className={joinClasses(
        'flex flex-col gap-1.5 px-3 py-2 first:rounded-t-card last:rounded-b-card',
        missing && 'bg-error/4',
        isOver && dropStyle,
      )}
    >
      <div className="flex min-h-6 items-center gap-1.5">
        <span className="min-w-0 truncate font-medium text-ui" title={target.name}>
          {target.name}
        </span>
        {target.key && (
          <span role="img" aria-label={t('key')} title={t('key')} className="flex size-4 items-center text-ink-3">
            <KeyRound aria-hidden className="size-3.5" />
          </span>
        )}
        <span className="min-w-0 truncate text-ink-3 text-meta" title={target.typeName}>
          {target.values === null ? target.typeName : t('oneOf', { count: target.values.length })}
        </span>
        {target.required && <Badge tone={missing ? 'error' : 'neutral'}>{t('required')}</Badge>}
        <span className="flex-1" />
        {sample !== null && <CastChip sample={sample} />}
        {entry !== undefined && (
          <IconButton
            size="small"
            icon={SlidersHorizontal}
            label={t('details', { column: target.name })}
            aria-expanded={isOpen}
            pressed={isOpen || undefined}
            onClick={() => onOpen(!isOpen)}
          />
        )}
      </div>
      <div className="grid grid-cols-2 items-center gap-2 @xl:grid-cols-[minmax(0,240px)_minmax(0,1fr)]">
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
        {entry === undefined ? (
          suggestion !== undefined && <SuggestionChip suggestion={suggestion} onAccept={() => take(suggestion.field)} />
        ) : (
          <BeforeAfter sample={sample} entry={entry} />
        )}
      </div>
      {isOpen && entry !== undefined && <RowDetails {...props} entry={entry} />}
    </li>
  );
}

/** How sure it is, and the press that takes it. */
function SuggestionChip({ suggestion, onAccept }: { readonly suggestion: Suggestion; readonly onAccept: () => void }) {
  const t = useTranslations('builder.mapper');
  const { field, confidence, kind } = suggestion;
  const percent = Math.round(confidence * 100);
  return (
    <button
      type="button"
      onClick={onAccept}
      aria-label={t('accept', { field, percent })}
      className="flex min-h-8 min-w-0 items-center gap-1.5 rounded-control border border-line border-dashed px-2 text-left text-ui hover:border-line-strong hover:bg-raised"
    >
      <span className="min-w-0 flex-1 truncate">{field}</span>
      <Badge tone={kind === 'possible' ? 'neutral' : 'accent'} className="tabular-nums">
        {kind === 'same' ? t('sameName') : t('percent', { percent })}
      </Badge>
    </button>
  );
}
