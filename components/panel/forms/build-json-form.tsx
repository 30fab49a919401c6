import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Member = NodeFormProps<'build-json'>['settings']['fields'][number];

export function BuildJsonForm({ node, settings, change }: NodeFormProps<'build-json'>) {
  const t = useTranslations('builder.forms.buildJson');
  const columns = useInputFields(node.id);
  const { fields } = settings;
  const unlisted = columns.filter(({ name }) => !fields.some(({ field }) => field === name));
  return (
    <>
      <TextField
        label={t('name')}
        maxLength={200}
        error={useFieldProblem(node, 'name')}
        value={settings.name}
        onChange={(name) => change({ name })}
      />
      <ListSection
        title={t('fields')}
        node={node}
        field="fields"
        addLabel={t('add')}
        onAdd={() => change({ fields: [...fields, { field: '', key: '' }] })}
        more={
          unlisted.length > 0 && (
            <Button
              size="small"
              variant="ghost"
              onClick={() =>
                change({ fields: [...fields, ...unlisted.map(({ name }) => ({ field: name, key: name }))] })
              }
            >
              {t('addAll', { count: unlisted.length })}
            </Button>
          )
        }
      >
        {fields.map((member, index) => (
          <MemberRow
            // biome-ignore lint/suspicious/noArrayIndexKey: keys may be empty or repeated while typing
            key={index}
            node={node}
            index={index}
            member={member}
            onChange={(part) => change({ fields: replaceAt(fields, index, part) })}
            onRemove={() => change({ fields: removeAt(fields, index) })}
          />
        ))}
      </ListSection>
      <Advanced>
        <Switch
          label={t('skipBlank')}
          description={t('skipBlankHint')}
          checked={settings.skipBlank}
          onChange={(skipBlank) => change({ skipBlank })}
        />
        <Switch
          label={t('keepSources')}
          checked={settings.keepSources}
          onChange={(keepSources) => change({ keepSources })}
        />
      </Advanced>
    </>
  );
}

interface MemberRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly member: Member;
  readonly onChange: (part: Partial<Member>) => void;
  readonly onRemove: () => void;
}

function MemberRow({ node, index, member, onChange, onRemove }: MemberRowProps) {
  const t = useTranslations('builder.forms.buildJson');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <InputFieldSelect
          label={t('field')}
          hideLabel
          error={useFieldProblem(node, `fields.${index}.field`)}
          fields={useInputFields(node.id)}
          value={member.field}
          onChange={(field) =>
            onChange(member.key === '' || member.key === member.field ? { field, key: field } : { field })
          }
        />
        <ArrowRight aria-hidden className="mt-2 size-4 text-ink-3" />
        <TextField
          label={t('key')}
          hideLabel
          placeholder={t('key')}
          maxLength={200}
          error={useFieldProblem(node, `fields.${index}.key`)}
          value={member.key}
          onChange={(key) => onChange({ key })}
        />
      </div>
    </ListRow>
  );
}
