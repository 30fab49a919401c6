import { Equal, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

const joinTypes = ['left', 'inner', 'right', 'full', 'anti'] as const;

type Key = NodeFormProps<'join'>['settings']['keys'][number];

export function JoinForm({ node, settings, change }: NodeFormProps<'join'>) {
  const t = useTranslations('builder.forms.join');
  const left = useInputFields(node.id, 'left');
  const right = useInputFields(node.id, 'right');
  const { keys, type } = settings;
  /** Columns of the same name on both sides are the likeliest key. */
  const shared = left.find(
    ({ name }) => right.some((field) => field.name === name) && !keys.some((key) => key.left === name),
  );
  const add = () => change({ keys: [...keys, { left: shared?.name ?? '', right: shared?.name ?? '' }] });
  return (
    <>
      <SelectField
        label={t('type')}
        value={type}
        onChange={(next) => change({ type: next })}
        choices={joinTypes.map((value) => ({
          value,
          label: t(`types.${value}.name`),
          description: t(`types.${value}.description`),
        }))}
      />
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-ui">{t('keys')}</h3>
        <ul className="flex flex-col gap-2">
          {keys.map((key, index) => (
            <KeyRow
              // biome-ignore lint/suspicious/noArrayIndexKey: keys have no identity but their place
              key={index}
              node={node}
              index={index}
              pair={key}
              onChange={(part) => change({ keys: replaceAt(keys, index, part) })}
              onRemove={() => change({ keys: removeAt(keys, index) })}
            />
          ))}
        </ul>
        <Button size="small" icon={Plus} className="self-start" onClick={add}>
          {t('add')}
        </Button>
        <SectionProblem node={node} field="keys" />
      </section>
      <Advanced>
        <Switch
          label={t('ignoreCase')}
          description={t('ignoreCaseHint')}
          checked={settings.ignoreCase}
          onChange={(ignoreCase) => change({ ignoreCase })}
        />
        <TextField
          label={t('suffix')}
          hint={t('suffixHint')}
          maxLength={40}
          value={settings.suffix}
          onChange={(suffix) => suffix !== '' && change({ suffix })}
        />
      </Advanced>
    </>
  );
}

interface KeyRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly pair: Key;
  readonly onChange: (part: Partial<Key>) => void;
  readonly onRemove: () => void;
}

function KeyRow({ node, index, pair, onChange, onRemove }: KeyRowProps) {
  const t = useTranslations('builder.forms.join');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <InputFieldSelect
          label={t('left')}
          hideLabel
          error={useFieldProblem(node, `keys.${index}.left`)}
          fields={useInputFields(node.id, 'left')}
          value={pair.left}
          onChange={(left) => onChange({ left })}
        />
        <Equal aria-hidden className="mt-2 size-4 text-ink-3" />
        <InputFieldSelect
          label={t('right')}
          hideLabel
          error={useFieldProblem(node, `keys.${index}.right`)}
          fields={useInputFields(node.id, 'right')}
          value={pair.right}
          onChange={(right) => onChange({ right })}
        />
      </div>
    </ListRow>
  );
}
