import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

const matches = ['whole', 'contains', 'pattern'] as const;

export function ReplaceForm({ node, settings, change }: NodeFormProps<'replace'>) {
  const t = useTranslations('builder.forms.replace');
  const fields = useInputFields(node.id);
  const { pairs, match } = settings;
  return (
    <>
      <InputFieldsSelect
        label={t('fields')}
        error={useFieldProblem(node, 'fields')}
        fields={fields.filter(({ type }) => type === 'text')}
        values={settings.fields}
        onChange={(next) => change({ fields: next })}
      />
      <Labelled label={t('match')} hint={t(`matchHint.${match}`)}>
        <SegmentedControl
          label={t('match')}
          value={match}
          onChange={(next) => change({ match: next })}
          choices={matches.map((value) => ({ value, label: t(`matches.${value}`) }))}
        />
      </Labelled>
      <ListSection
        title={t('pairs')}
        node={node}
        field="pairs"
        addLabel={t('add')}
        onAdd={() => change({ pairs: [...pairs, { find: '', replace: '' }] })}
      >
        {pairs.map((pair, index) => (
          <PairRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the meaning
            key={index}
            node={node}
            index={index}
            pair={pair}
            match={match}
            onChange={(part) => change({ pairs: replaceAt(pairs, index, part) })}
            onRemove={() => change({ pairs: removeAt(pairs, index) })}
          />
        ))}
      </ListSection>
      <Advanced>
        <Switch
          label={t('caseSensitive')}
          description={t('caseSensitiveHint')}
          checked={settings.caseSensitive}
          onChange={(caseSensitive) => change({ caseSensitive })}
        />
      </Advanced>
    </>
  );
}

type Pair = NodeFormProps<'replace'>['settings']['pairs'][number];

interface PairRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly pair: Pair;
  readonly match: (typeof matches)[number];
  readonly onChange: (part: Partial<Pair>) => void;
  readonly onRemove: () => void;
}

function PairRow({ node, index, pair, match, onChange, onRemove }: PairRowProps) {
  const t = useTranslations('builder.forms.replace');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <TextField
          label={t('find')}
          hideLabel
          mono={match === 'pattern'}
          placeholder={match === 'whole' ? t('findBlank') : t('find')}
          maxLength={2000}
          error={useFieldProblem(node, `pairs.${index}.find`)}
          value={pair.find}
          onChange={(find) => onChange({ find })}
        />
        <ArrowRight aria-hidden className="mt-2 size-4 text-ink-3" />
        <TextField
          label={t('replace')}
          hideLabel
          mono={match === 'pattern'}
          placeholder={t('replaceBlank')}
          maxLength={2000}
          error={useFieldProblem(node, `pairs.${index}.replace`)}
          value={pair.replace}
          onChange={(replace) => onChange({ replace })}
        />
      </div>
    </ListRow>
  );
}
