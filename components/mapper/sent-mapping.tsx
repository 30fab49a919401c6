import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { removeAt } from '#components/panel/edit-list.ts';
import { SectionProblem } from '#components/panel/fields/section-problem.tsx';
import { useEntryKeys } from '#components/panel/fields/use-entry-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { DriftNotice } from './drift-notice.tsx';
import { findDrift } from './find-drift.ts';
import { LeftOver } from './left-over.tsx';
import { Mapper } from './mapper.tsx';
import { MapperHeader } from './mapper-header.tsx';
import { sampleAt } from './sample-at.ts';
import { SentRow } from './sent-row.tsx';
import { type TargetField, toTargetField } from './target-field.ts';
import { useMappingSample } from './use-mapping-sample.ts';

interface SentMappingProps {
  readonly node: GraphNode;
  readonly mapping: readonly ColumnMapping[] | null;
  readonly fields: readonly Field[];
  readonly hasPolicies: boolean;
  /** What the target is said to take; none where nothing is known. */
  readonly targets?: readonly TargetField[];
  readonly onChange: (mapping: ColumnMapping[] | null) => void;
}

/** What goes to a target without fields of its own, and what it is called there. */
export function SentMapping({ node, mapping, fields, hasPolicies, targets = [], onChange }: SentMappingProps) {
  const t = useTranslations('builder.mapper');
  const all = fields.filter(({ name }) => name !== changeField.name).map(({ name }) => ({ field: name, column: name }));
  return (
    <>
      <Switch
        label={t('allSent')}
        description={t('allSentHint')}
        checked={mapping === null}
        disabled={mapping === null && all.length === 0}
        onChange={(checked) => onChange(checked ? null : all)}
      />
      {mapping !== null &&
        (targets.length === 0 ? (
          <SentRows {...{ node, mapping, fields, hasPolicies, onChange }} />
        ) : (
          <Mapper targets={withOthers(targets, mapping)} {...{ node, mapping, fields, hasPolicies, onChange }} />
        ))}
    </>
  );
}

/** What is sent beside what the target is said to take comes after it. */
function withOthers(targets: readonly TargetField[], mapping: readonly ColumnMapping[]): TargetField[] {
  const isKnown = ({ column }: ColumnMapping) => targets.some(({ name }) => name === column);
  return [
    ...targets,
    ...mapping.filter((entry) => !isKnown(entry)).map(({ column }) => toTargetField({ name: column })),
  ];
}

type SentRowsProps = Omit<SentMappingProps, 'mapping' | 'targets'> & { readonly mapping: readonly ColumnMapping[] };

function SentRows({ node, mapping, fields, hasPolicies, onChange }: SentRowsProps) {
  const t = useTranslations('builder.mapper');
  const [rowIndex, setRowIndex] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const { keys, remove } = useEntryKeys(mapping.length);
  const listed = mapping.flatMap(({ values = [] }, index) => (values.length > 0 || index === opened ? [index] : []));
  const state = useMappingSample(node.id, mapping, listed.slice(0, 100));
  const rows = state.sample?.rows.length ?? 0;
  const shownRow = Math.min(rowIndex, Math.max(0, rows - 1));
  return (
    <section aria-label={t('title')} className="@container flex flex-col gap-2">
      <MapperHeader
        summary={
          <p className="text-ink-2 text-meta">{t('sentSummary', { count: mapping.length, total: fields.length })}</p>
        }
        rows={rows}
        row={shownRow}
        onRow={setRowIndex}
      />
      <DriftNotice
        drift={findDrift(mapping, fields, null)}
        mapping={mapping}
        targets={[]}
        fields={fields}
        onChange={onChange}
      />
      <LeftOver fields={fields} mapping={mapping} />
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line empty:hidden">
        {mapping.map((entry, index) => (
          <SentRow
            key={keys[index]}
            node={node}
            entry={entry}
            index={index}
            fields={fields}
            sample={sampleAt(state, index, shownRow)}
            hasPolicies={hasPolicies}
            isOpen={opened === index}
            onOpen={(open) => setOpened(open ? index : null)}
            onChange={(next) => {
              if (next !== null) return onChange(mapping.with(index, next));
              setOpened(null);
              remove(index);
              onChange(removeAt(mapping, index));
            }}
          />
        ))}
      </ul>
      <Button
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => onChange([...mapping, nextEntry(mapping, fields)])}
      >
        {t('addField')}
      </Button>
      <SectionProblem node={node} field="mapping" />
    </section>
  );
}

/** The first field that goes nowhere yet, under its own name. */
function nextEntry(mapping: readonly ColumnMapping[], fields: readonly Field[]): ColumnMapping {
  const free = fields.find(({ name }) => !mapping.some(({ field, column }) => field === name || column === name));
  return { field: free?.name ?? fields[0]?.name ?? '', column: free?.name ?? '' };
}
