import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import type { ProtectedColumn } from '#core/graph/nodes/protect.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { MaskSettings } from './mask-settings.tsx';

interface ProtectionDetailsProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: ProtectedColumn;
  readonly onChange: (column: ProtectedColumn) => void;
}

/** How a field is protected, in the way chosen for it. */
export function ProtectionDetails({ node, index, column, onChange }: ProtectionDetailsProps) {
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
