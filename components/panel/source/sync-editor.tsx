import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import {
  canBeCursor,
  defaultBrakePercent,
  defaultMaxLagMegabytes,
  defaultOverlap,
  type IncrementalSync,
  type SourceSync,
} from '#core/graph/nodes/source-sync.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { StateSection } from './state-section.tsx';

interface SyncEditorProps {
  readonly node: GraphNode;
  readonly sync: SourceSync;
  readonly fields: readonly Field[];
  /** Whether the source can tell of changes by itself. */
  readonly hasLog?: boolean;
  readonly onChange: (sync: SourceSync) => void;
}

const modes = ['full', 'incremental', 'snapshot', 'changes'] as const;

/** How much of a source a run reads, and what it remembers for that. */
export function SyncEditor({ node, sync, fields, hasLog = false, onChange }: SyncEditorProps) {
  const t = useTranslations('builder.forms.sync');
  const keyProblem = useFieldProblem(node, 'sync.keys');
  const modeProblem = useFieldProblem(node, 'sync.mode');
  const keys = sync.mode === 'full' ? [] : sync.keys;
  const fresh: Record<SourceSync['mode'], SourceSync> = {
    full: { mode: 'full' },
    incremental: { mode: 'incremental', cursor: '', keys, overlap: 0, deletes: { kind: 'ignore' } },
    snapshot: { mode: 'snapshot', keys, brakePercent: defaultBrakePercent },
    changes: { mode: 'changes', keys, maxLagMegabytes: defaultMaxLagMegabytes },
  };
  return (
    <>
      <SelectField
        label={t('label')}
        error={modeProblem}
        value={sync.mode}
        onChange={(mode) => onChange(fresh[mode])}
        choices={modes
          .filter((mode) => hasLog || mode !== 'changes' || sync.mode === 'changes')
          .map((value) => ({
            value,
            label: t(`${value}.name`),
            description: t(`${value}.description`),
          }))}
      />
      {sync.mode === 'incremental' && <CursorEditor node={node} sync={sync} fields={fields} onChange={onChange} />}
      {sync.mode !== 'full' && (
        <InputFieldsSelect
          label={t('keys')}
          hint={t('keysHint')}
          error={keyProblem}
          fields={fields}
          values={keys}
          onChange={(next) => onChange({ ...sync, keys: next })}
        />
      )}
      {sync.mode === 'incremental' && <DeletesEditor node={node} sync={sync} fields={fields} onChange={onChange} />}
      {(sync.mode === 'snapshot' || (sync.mode === 'incremental' && sync.deletes.kind === 'compare')) && (
        <NumberField
          label={t('brake')}
          hint={t('brakeHint')}
          value={sync.brakePercent ?? 100}
          min={0}
          max={100}
          onChange={(brakePercent) => brakePercent !== null && onChange({ ...sync, brakePercent })}
        />
      )}
      {sync.mode === 'changes' && (
        <NumberField
          label={t('maxLag')}
          hint={t('maxLagHint')}
          value={sync.maxLagMegabytes}
          min={16}
          max={10_000_000}
          onChange={(maxLagMegabytes) => maxLagMegabytes !== null && onChange({ ...sync, maxLagMegabytes })}
        />
      )}
      {sync.mode !== 'full' && <StateSection nodeId={node.id} />}
    </>
  );
}

interface IncrementalProps extends Omit<SyncEditorProps, 'sync'> {
  readonly sync: IncrementalSync;
}

function CursorEditor({ node, sync, fields, onChange }: IncrementalProps) {
  const t = useTranslations('builder.forms.sync');
  const type = fields.find(({ name }) => name === sync.cursor)?.type;
  const unit = t(`overlapUnit.${type === 'datetime' || type === 'date' ? type : 'other'}`);
  const choose = (cursor: string) => {
    const chosen = fields.find(({ name }) => name === cursor)?.type;
    onChange({ ...sync, cursor, overlap: (chosen && defaultOverlap[chosen]) ?? 0 });
  };
  return (
    <>
      <InputFieldSelect
        label={t('cursor')}
        hint={t('cursorHint')}
        error={useFieldProblem(node, 'sync.cursor')}
        fields={fields.filter((field) => canBeCursor(field.type))}
        value={sync.cursor}
        onChange={choose}
      />
      {type !== undefined && type !== 'text' && (
        <NumberField
          label={t('overlap')}
          hint={t('overlapHint', { unit })}
          value={sync.overlap}
          min={0}
          max={31_536_000}
          onChange={(overlap) => overlap !== null && onChange({ ...sync, overlap })}
        />
      )}
    </>
  );
}

const deletes = {
  ignore: { kind: 'ignore' },
  tombstone: { kind: 'tombstone', field: '' },
  compare: { kind: 'compare' },
} as const satisfies Record<IncrementalSync['deletes']['kind'], IncrementalSync['deletes']>;

function DeletesEditor({ node, sync, fields, onChange }: IncrementalProps) {
  const t = useTranslations('builder.forms.sync');
  const problem = useFieldProblem(node, 'sync.deletes.field');
  return (
    <>
      <SelectField
        label={t('deletes')}
        value={sync.deletes.kind}
        onChange={(kind) =>
          onChange({
            ...sync,
            deletes: deletes[kind],
            ...(kind === 'compare' && { brakePercent: defaultBrakePercent }),
          })
        }
        choices={(['ignore', 'tombstone', 'compare'] as const).map((value) => ({
          value,
          label: t(`${value}.name`),
          description: t(`${value}.description`),
        }))}
      />
      {sync.deletes.kind === 'tombstone' && (
        <InputFieldSelect
          label={t('tombstoneField')}
          error={problem}
          fields={fields}
          value={sync.deletes.field}
          onChange={(field) => onChange({ ...sync, deletes: { kind: 'tombstone', field } })}
        />
      )}
    </>
  );
}
