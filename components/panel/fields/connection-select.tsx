import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useConnections } from '#components/queries/use-connections.ts';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import type { FieldTexts } from '#components/ui/field.tsx';
import type { ConnectorId } from '#core/contracts/connections.ts';

interface ConnectionSelectProps extends Omit<FieldTexts, 'label' | 'aside'> {
  connector: ConnectorId;
  value: string;
  onChange: (connectionId: string) => void;
}

/** A connection of one connector, and the way to a new one. */
export function ConnectionSelect({ connector, value, onChange, ...texts }: ConnectionSelectProps) {
  const t = useTranslations('builder.panel');
  const { data: connections = [] } = useConnections();
  const choices = connections
    .filter((connection) => connection.connector === connector)
    .map(({ id, name, config }) => ({
      value: id,
      label: name,
      description: typeof config.host === 'string' ? config.host : undefined,
    }));
  return (
    <ComboboxField
      {...texts}
      label={t('connection')}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      choices={choices}
      clearable={connector === 'http'}
      placeholder={choices.length === 0 ? t('noConnections') : t('chooseConnection')}
      emptyText={t('noConnections')}
      aside={
        <Link
          href="/connections"
          target="_blank"
          className="inline-flex min-h-6 items-center gap-1 rounded-small text-accent text-meta hover:underline"
        >
          <Plus aria-hidden className="size-3.5" />
          {t('newConnection')}
        </Link>
      }
    />
  );
}
