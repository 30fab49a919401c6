'use client';

import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PasswordField } from '#components/auth/password-field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ConnectorId } from '#core/contracts/connections.ts';
import type { ConnectionFormField } from './connection-forms.ts';
import { type FieldFault, type FormValues, listShownFields } from './connection-values.ts';

interface ConnectionFieldsProps {
  connector: ConnectorId;
  values: FormValues;
  onChange: (name: string, value: string) => void;
  faults: Readonly<Record<string, FieldFault>>;
  storedSecrets: readonly string[];
}

/** The boxes of one connector, in the order of its form; what most accounts do without is folded away. */
export function ConnectionFields(props: ConnectionFieldsProps) {
  const { connector, values, faults } = props;
  const t = useTranslations('builder.panel');
  const [isOpen, setIsOpen] = useState(false);
  const fields = listShownFields(connector, values);
  const advanced = fields.filter((field) => field.advanced);
  const hasFault = advanced.some(({ name }) => faults[name]);
  return (
    <>
      <FieldGrid {...props} fields={fields.filter((field) => !field.advanced)} />
      {advanced.length > 0 && (
        <Collapsible.Root open={isOpen || hasFault} onOpenChange={setIsOpen} className="border-t pt-2">
          <Collapsible.Trigger className="group flex min-h-8 w-full items-center gap-1.5 rounded-control font-medium text-ink-2 text-ui hover:text-ink">
            <ChevronRight aria-hidden className="size-4 transition-transform group-data-panel-open:rotate-90" />
            {t('advanced')}
          </Collapsible.Trigger>
          <Collapsible.Panel className="pt-2">
            <FieldGrid {...props} fields={advanced} />
          </Collapsible.Panel>
        </Collapsible.Root>
      )}
    </>
  );
}

interface FieldGridProps extends ConnectionFieldsProps {
  fields: readonly ConnectionFormField[];
}

export function FieldGrid({ connector, fields, values, onChange, faults, storedSecrets }: FieldGridProps) {
  const t = useTranslations('connections');
  return (
    <div className="grid grid-cols-4 gap-x-3 gap-y-4">
      {fields.map((field, index) => {
        const fault = faults[field.name];
        const isBeforeNarrow = fields[index + 1]?.narrow === true;
        return (
          <div key={field.name} className={field.narrow ? 'col-span-1' : isBeforeNarrow ? 'col-span-3' : 'col-span-4'}>
            <FieldBox
              connector={connector}
              field={field}
              value={values[field.name] ?? ''}
              onChange={(value) => onChange(field.name, value)}
              error={fault && t(fault)}
              isStored={storedSecrets.includes(field.name)}
            />
          </div>
        );
      })}
    </div>
  );
}

interface FieldBoxProps {
  connector: ConnectorId;
  field: ConnectionFormField;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  isStored: boolean;
}

function FieldBox({ connector, field, value, onChange, error, isStored }: FieldBoxProps) {
  const t = useTranslations('connections');
  const { name, type, required, options = [], placeholder, narrow } = field;
  const hintKey = `${connector}.hints.${name}`;
  const texts = {
    label: t(`${connector}.fields.${name}`),
    hint: isStored ? t('secretStored') : t.has(hintKey) ? t(hintKey) : undefined,
    optional: !required && !isStored && !narrow,
    error,
    value,
    onChange,
  };
  if (type === 'select') {
    const choices = options.map((option) => ({ value: option, label: t(`${connector}.options.${name}.${option}`) }));
    return <SelectField {...texts} optional={false} choices={choices} />;
  }
  if (type === 'multiline') return <TextArea {...texts} mono rows={5} spellCheck={false} placeholder={placeholder} />;
  if (type === 'password') {
    return (
      <PasswordField {...texts} autoComplete="off" placeholder={isStored ? t('secretPlaceholder') : placeholder} />
    );
  }
  return (
    <TextField
      {...texts}
      inputMode={type === 'number' ? 'numeric' : type === 'url' ? 'url' : undefined}
      placeholder={placeholder}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
    />
  );
}
