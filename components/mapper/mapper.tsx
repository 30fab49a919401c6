'use client';

import { Wand2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import { SectionProblem } from '#components/panel/fields/section-problem.tsx';
import { formatCell } from '#components/preview/format-cell.ts';
import { Button } from '#components/ui/button.tsx';
import type { MappingSample } from '#core/contracts/mapping-sample.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { DriftNotice } from './drift-notice.tsx';
import { findDrift } from './find-drift.ts';
import { LeftOver } from './left-over.tsx';
import { mapField, putEntry } from './map-field.ts';
import { MapperHeader } from './mapper-header.tsx';
import { MapperRow } from './mapper-row.tsx';
import { sampleAt } from './sample-at.ts';
import { type Suggestion, suggestSources } from './suggest-sources.ts';
import { countMapped, orderTargetFields, type TargetField } from './target-field.ts';
import { useMappingSample } from './use-mapping-sample.ts';

interface MapperProps {
  readonly node: GraphNode;
  /** Of the target's own schema. */
  readonly targets: readonly TargetField[];
  readonly fields: readonly Field[];
  readonly mapping: readonly ColumnMapping[];
  /** Whether a value can be kept from replacing what is there. */
  readonly hasPolicies: boolean;
  /** Columns that had to be filled when the mapping was made. */
  readonly decided?: readonly string[] | undefined;
  readonly onChange: (mapping: ColumnMapping[]) => void;
  readonly onDecide?: (column: string) => void;
}

/** One row per field of the target: where its value comes from, and what becomes of it in a sample row. */
export function Mapper(props: MapperProps) {
  const { node, targets, fields, mapping, hasPolicies, decided, onChange } = props;
  const t = useTranslations('builder.mapper');
  const [rowIndex, setRowIndex] = useState(0);
  const [opened, setOpened] = useState<string | null>(null);
  const ordered = useMemo(() => orderTargetFields(targets), [targets]);
  const listed = useMemo(() => listPlaces(mapping, targets, opened), [mapping, targets, opened]);
  const state = useMappingSample(node.id, mapping, listed);
  const { sample } = state;
  const suggestions = useMemo(
    () => suggestSources(ordered, fields, mapping, (name) => valuesOf(sample, name)),
    [ordered, fields, mapping, sample],
  );
  const drift = useMemo(() => findDrift(mapping, fields, targets, decided), [mapping, fields, targets, decided]);
  const filled = new Set(mapping.map(({ column }) => column));
  const isShown = ({ name, required, key }: TargetField) =>
    required || key || filled.has(name) || suggestions.some(({ column }) => column === name);
  const shownRow = Math.min(rowIndex, Math.max(0, (sample?.rows.length ?? 1) - 1));
  const row = (target: TargetField) => (
    <MapperRow
      key={target.name}
      node={node}
      target={target}
      entry={mapping.find(({ column }) => column === target.name)}
      index={mapping.findIndex(({ column }) => column === target.name)}
      fields={fields}
      suggestion={suggestions.find(({ column }) => column === target.name)}
      sample={sampleAt(
        state,
        state.shown.findIndex(({ column }) => column === target.name),
        shownRow,
      )}
      hasPolicies={hasPolicies}
      isOpen={opened === target.name}
      onOpen={(open) => setOpened(open ? target.name : null)}
      onChange={(entry) =>
        onChange(entry === null ? mapping.filter(({ column }) => column !== target.name) : putEntry(mapping, entry))
      }
    />
  );
  const rest = ordered.filter((target) => !isShown(target));
  return (
    <section aria-label={t('title')} className="@container flex flex-col gap-2">
      <MapperHeader
        summary={<Summary targets={targets} mapping={mapping} />}
        rows={sample?.rows.length ?? 0}
        row={shownRow}
        onRow={setRowIndex}
      />
      <DriftNotice {...{ drift, mapping, targets, fields, onChange }} onDecide={props.onDecide} />
      <SuggestionBar
        suggestions={suggestions}
        onAccept={(accepted) => onChange(acceptAll(accepted, mapping, targets, fields))}
      />
      <LeftOver fields={fields} mapping={mapping} />
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
        {ordered.filter(isShown).map(row)}
        {rest.length > 0 && <MoreFields rows={rest.map(row)} />}
      </ul>
      <SectionProblem node={node} field="mapping" />
    </section>
  );
}

/** Entries whose values are shown: those with names for values, those of closed lists, and the one that is open. */
function listPlaces(mapping: readonly ColumnMapping[], targets: readonly TargetField[], opened: string | null) {
  const places = mapping.flatMap(({ column, values = [] }, index) => {
    const isClosed = targets.some(({ name, values: allowed }) => name === column && allowed !== null);
    return values.length > 0 || isClosed || column === opened ? [index] : [];
  });
  return places.slice(0, 100);
}

function valuesOf(sample: MappingSample | null, name: string): string[] {
  const place = sample?.fields.findIndex((field) => field.name === name) ?? -1;
  const field = sample?.fields[place];
  if (sample === null || field === undefined) return [];
  return sample.rows.flatMap((row) => formatCell(row[place], field.type) ?? []);
}

function acceptAll(
  accepted: readonly Suggestion[],
  mapping: readonly ColumnMapping[],
  targets: readonly TargetField[],
  fields: readonly Field[],
): ColumnMapping[] {
  const added = accepted.flatMap(({ column, field }) => {
    const target = targets.find(({ name }) => name === column);
    const known = fields.find(({ name }) => name === field);
    return target === undefined ? [] : [mapField(target, known, field, undefined)];
  });
  return [...mapping, ...added];
}

function Summary({ targets, mapping }: Pick<MapperProps, 'targets' | 'mapping'>) {
  const t = useTranslations('builder.mapper');
  const { mapped, total, missing } = countMapped(targets, mapping);
  return (
    <p role="status" className="text-ink-2 text-meta tabular-nums">
      {t('summary', { mapped, total })}
      {missing > 0 && <span className="font-medium text-error"> · {t('missing', { count: missing })}</span>}
    </p>
  );
}

interface SuggestionBarProps {
  readonly suggestions: readonly Suggestion[];
  readonly onAccept: (suggestions: readonly Suggestion[]) => void;
}

/** Same names and likely pairs can be taken at once; nothing is taken by itself. */
function SuggestionBar({ suggestions, onAccept }: SuggestionBarProps) {
  const t = useTranslations('builder.mapper');
  const same = suggestions.filter(({ kind }) => kind === 'same');
  const likely = suggestions.filter(({ kind }) => kind === 'likely');
  if (same.length + likely.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {same.length > 0 && (
        <Button size="small" onClick={() => onAccept(same)}>
          {t('mapSame', { count: same.length })}
        </Button>
      )}
      {likely.length > 0 && (
        <Button size="small" icon={Wand2} onClick={() => onAccept(likely)}>
          {t('acceptLikely', { count: likely.length })}
        </Button>
      )}
    </div>
  );
}

function MoreFields({ rows }: { readonly rows: readonly ReactNode[] }) {
  const t = useTranslations('builder.mapper');
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return rows;
  return (
    <li>
      <button
        type="button"
        className="flex min-h-8 w-full items-center px-3 text-accent text-ui hover:bg-raised"
        onClick={() => setIsOpen(true)}
      >
        {t('more', { count: rows.length })}
      </button>
    </li>
  );
}
