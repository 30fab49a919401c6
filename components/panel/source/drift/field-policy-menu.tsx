import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuChoices, MenuSeparator } from '#components/ui/menu.tsx';
import { type DriftPolicy, missingPolicies, shapePolicies, valuePolicies } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';

interface FieldPolicyMenuProps {
  readonly field: SourceField;
  readonly onChange: (drift: SourceField['drift']) => void;
}

const policies = { shape: shapePolicies, missing: missingPolicies, values: valuePolicies } as const;
const names = ['shape', 'missing', 'values'] as const;

/** What a run does where this one field is not as it was; otherwise as the source says. */
export function FieldPolicyMenu({ field, onChange }: FieldPolicyMenuProps) {
  const t = useTranslations('builder.drift.policy');
  const own = field.drift ?? {};
  const isOwn = names.some((name) => own[name] !== undefined);
  const choose = (name: keyof DriftPolicy, value: string) => {
    const { [name]: _before, ...rest } = own;
    const next = value === 'source' ? rest : { ...rest, [name]: value };
    onChange(Object.keys(next).length === 0 ? undefined : (next as SourceField['drift']));
  };
  return (
    <Menu
      trigger={
        <IconButton
          icon={Ellipsis}
          label={t(isOwn ? 'ofFieldOwn' : 'ofField', { name: field.name })}
          className={isOwn ? 'text-accent' : undefined}
        />
      }
    >
      {names.map((name, index) => (
        <div key={name}>
          {index > 0 && <MenuSeparator />}
          <MenuChoices<string>
            label={t(`${name}.ofField`)}
            value={own[name] ?? 'source'}
            onChange={(value) => choose(name, value)}
            choices={[
              { value: 'source', label: t('asSource') },
              ...policies[name].map((value) => ({ value, label: t(`${name}.${value}` as never) as string })),
            ]}
          />
        </div>
      ))}
    </Menu>
  );
}
