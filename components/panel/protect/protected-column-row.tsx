import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { createProtection, type ProtectedColumn, protections } from '#core/graph/nodes/protect.ts';
import { FieldAndKind } from '../fields/field-and-kind.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { MaskSettings } from './mask-settings.tsx';

interface ProtectedColumnRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: ProtectedColumn;
  readonly fields: readonly Field[];
  readonly onChange: (column: ProtectedColumn) => void;
  readonly onRemove: () => void;
}

/** One field, what is done to it, and how. */
export function ProtectedColumnRow(props: ProtectedColumnRowProps) {
  const { node, index, column, fields, onChange, onRemove } = props;
  const t = useTranslations('builder.forms.protect');
  return (
    <ListRow removeLabel={t('remove', { field: column.field })} onRemove={onRemove}>
      <FieldAndKind
        node={node}
        path={`columns.${index}.field`}
        fields={fields}
        fieldLabel={t('field')}
        field={column.field}
        onField={(field) => onChange({ ...column, field })}
        kindLabel={t('as')}
        kind={column.as}
        kinds={protections.map((value) => ({
          value,
          label: t(`kinds.${value}.name`),
          description: t(`kinds.${value}.description`),
        }))}
        onKind={(as) => onChange(createProtection(as, column.field))}
      />
      <Details {...props} />
    </ListRow>
  );
}

function Details({ node, index, column, onChange }: ProtectedColumnRowProps) {
  const t = useTranslations('builder.forms.protect');
  const prefixProblem = useFieldProblem(node, `columns.${index}.prefix`);
  switch (column.as) {
    case 'hash':
      return (
        <>
          <Switch
            label={t('keyed')}
            description={column.keyed ? t('keyedHint') : t('plainHint')}
            checked={column.keyed}
            onChange={(keyed) => onChange({ ...column, keyed })}
          />
          <TidySwitch checked={column.tidy} onChange={(tidy) => onChange({ ...column, tidy })} />
        </>
      );
    case 'token':
      return (
        <>
          <TextField
            label={t('prefix')}
            hint={t('prefixHint')}
            maxLength={20}
            error={prefixProblem}
            value={column.prefix}
            onChange={(prefix) => onChange({ ...column, prefix })}
          />
          <TidySwitch checked={column.tidy} onChange={(tidy) => onChange({ ...column, tidy })} />
        </>
      );
    case 'encrypt':
      return (
        <Switch
          label={t('same')}
          description={column.same ? t('sameHint') : t('differentHint')}
          checked={column.same}
          onChange={(same) => onChange({ ...column, same })}
        />
      );
    case 'mask':
      return <MaskSettings column={column} onChange={onChange} />;
    case 'decrypt':
      return null;
  }
}

function TidySwitch({ checked, onChange }: { checked: boolean; onChange: (tidy: boolean) => void }) {
  const t = useTranslations('builder.forms.protect');
  return <Switch label={t('tidy')} description={t('tidyHint')} checked={checked} onChange={onChange} />;
}
